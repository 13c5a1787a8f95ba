package network.cocoon.domain.kernel;

/** Who must act, or who was at fault. */
public enum Actor {
    /** The app, or the person who called. */
    USER,
    /** The GPU owner. */
    PROVIDER,
    /** Whoever runs the service. */
    OPERATOR,
    /** Nobody in particular: wait and try again. */
    NETWORK
}
