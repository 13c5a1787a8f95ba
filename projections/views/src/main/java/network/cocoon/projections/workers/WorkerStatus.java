package network.cocoon.projections.workers;

/** What a worker can do right now. */
public enum WorkerStatus {
    /** Attested, offering a model, taking requests. */
    LIVE,
    /** Registered, but without a valid attestation or without a model. */
    WAITING,
    DRAINED,
    SUSPENDED,
    LOST,
    RETIRED
}
