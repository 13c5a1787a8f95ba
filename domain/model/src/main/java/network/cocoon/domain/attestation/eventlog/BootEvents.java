package network.cocoon.domain.attestation.eventlog;

/** What a worker measures into its machine when it starts: an event each, with a SHA-256 digest for payload. */
public final class BootEvents {

    /** RTMR3, which is the application's. */
    public static final int REGISTER = 3;

    /** Digest of the worker's own software. */
    public static final String IMAGE = "cocoon-image";

    /** Digest of the model's manifest. */
    public static final String MODEL = "cocoon-model";

    private BootEvents() {}
}
