package network.cocoon.projections.rollup;

/** How a request ended. */
public enum Outcome {
    COMPLETED,
    FAILED,
    CANCELLED,
    EXPIRED
}
