package network.cocoon.commands.settings;

/** A part of the server's work that a node takes on, by {@code cocoon.node.roles}. */
public enum NodeRole {
    /** The HTTP API, the feed, the relay, admission and scheduling. */
    API,
    /** The operator's console and its queries. */
    CONSOLE,
    /** Candidacy for ordering the log, and what finds lost workers and lost nodes. */
    OPERATOR_WORKERS
}
