package network.cocoon.wire.chain;

/** A file of the chain's state that cannot be used. Its message begins with the fault's code. */
public final class ChainStateException extends RuntimeException {

    /** One named way to fail each. */
    public enum Fault {
        /** More bytes than are read. */
        TOO_LARGE,
        /** Not JSON, or not exactly these fields. */
        MALFORMED,
        /** Of a format that is not known here. */
        UNSUPPORTED_FORMAT,
        /** An address twice, or none. */
        ADDRESSES,
        /** Transactions that do not link from the first to the newest of the state: some are missing. */
        NOT_LINKED,
        /** A state that is active without code and data, or has them without being so; or cells that are none. */
        BAD_STATE
    }

    private final Fault fault;

    ChainStateException(Fault fault, String detail) {
        super("CHAIN_" + fault.name() + ": " + detail);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
