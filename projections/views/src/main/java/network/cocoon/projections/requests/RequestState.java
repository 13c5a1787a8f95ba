package network.cocoon.projections.requests;

/** Where a request stands. */
public enum RequestState {
    QUEUED,
    ASSIGNED,
    COMPLETED,
    FAILED,
    CANCELLED,
    EXPIRED;

    /** Whether its reservation is still held. */
    public boolean isOpen() {
        return this == QUEUED || this == ASSIGNED;
    }
}
