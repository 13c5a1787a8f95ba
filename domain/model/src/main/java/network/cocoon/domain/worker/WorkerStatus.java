package network.cocoon.domain.worker;

/** Where a worker is in its life. Only {@link #ACTIVE} ones are given requests. */
public enum WorkerStatus {
    /** Enrolled, but without attested keys or without an offer yet. */
    REGISTERED,
    ACTIVE,
    /** It finishes what it has. */
    DRAINING,
    SUSPENDED,
    /** Silent for too long. */
    LOST,
    RETIRED
}
