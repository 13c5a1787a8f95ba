package network.cocoon.ui.security;

/** What someone who signed in may do. */
public enum ConsoleRole {
    /** May look and act. */
    OPERATOR,
    /** May look. */
    VIEWER
}
