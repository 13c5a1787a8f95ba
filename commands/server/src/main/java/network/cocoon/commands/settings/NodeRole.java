package network.cocoon.commands.settings;

/** A part of the server's work that a node takes on, by {@code cocoon.node.roles}. */
public enum NodeRole {
    /** The HTTP API, the feed, the relay, admission and scheduling. */
    API,
    /** The operator's console, its queries, and a share of feeding its views. */
    CONSOLE,
    /** Candidacy for ordering the log, what finds lost workers and lost nodes, and a share of feeding the views. */
    OPERATOR_WORKERS
}
