package network.cocoon.workers.devchain.chain;

/** Something that the chain does not do, with its reason as a code. */
public final class ChainRefusal extends RuntimeException {

    /** One reason each. */
    public enum Reason {
        /** Only external messages come from outside. */
        NOT_AN_EXTERNAL_MESSAGE,
        /** The contract did not accept it, or there is none. */
        NOT_ACCEPTED,
        /** More wait than the chain keeps. */
        TOO_MANY_WAITING,
        /** No contract here whose method could run. */
        NO_CONTRACT,
        /** Less than one nanoton, or more than the faucet gives at once. */
        FAUCET_AMOUNT,
        /** Time only goes forward, and by at most a year at once. */
        TIME_STEP,
        /** The log could not be written; nothing more is accepted until a restart. */
        STORAGE_FAILED
    }

    private final Reason reason;

    ChainRefusal(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
