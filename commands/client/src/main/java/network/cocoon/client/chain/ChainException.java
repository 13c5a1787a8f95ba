package network.cocoon.client.chain;

import java.io.IOException;

/** The chain, or what the operator says of it, could not be read or is not to be believed. Says what to do. */
public final class ChainException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Code {
        /** No server answered in time. */
        CHAIN_UNREACHABLE,
        /** A server says that it does not have what was asked for. */
        CHAIN_LACKS,
        /** An answer is not what the API promises. */
        CHAIN_ANSWER_FALSE,
        /** Too few servers say the same. */
        CHAIN_DISAGREES,
        /** The newest block that the servers have is old. */
        CHAIN_BEHIND,
        /** There is no contract at the registry's address, or one that is no registry of this chain. */
        REGISTRY_ABSENT,
        /** Less than was there before. */
        REGISTRY_WENT_BACK,
        /** The operator serves no journal. */
        JOURNAL_UNREACHABLE,
        /** The operator's journal is not the one whose hash is on chain. */
        JOURNAL_MISMATCH,
        /** Nothing was read for so long that what was read no longer counts. */
        REGISTRY_STALE
    }

    private final Code code;

    ChainException(Code code, String message) {
        super(code + ": " + message);
        this.code = code;
    }

    ChainException(Code code, String message, Throwable cause) {
        super(code + ": " + message, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
