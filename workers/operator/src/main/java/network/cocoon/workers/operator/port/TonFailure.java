package network.cocoon.workers.operator.port;

/** The chain could not be asked, or what it answered cannot be true. The message names no key and repeats no answer. */
public final class TonFailure extends RuntimeException {

    /** What helps. */
    public enum Kind {
        /** To ask again later: nothing is known, not even whether a message was taken. */
        RETRYABLE,
        /** Nothing: what was asked is wrong, or an endpoint's answers cannot be used. Someone must look. */
        PERMANENT,
        /** Servers contradict each other or themselves. Nothing may be credited or paid before someone looked. */
        DISAGREEING
    }

    /** One named way to fail each. */
    public enum Code {
        /** No endpoint could be reached in time. */
        UNREACHABLE(Kind.RETRYABLE),
        /** Every endpoint asks to be left alone for now. */
        RATE_LIMITED(Kind.RETRYABLE),
        /** A server failed by its own account. */
        SERVER_FAILED(Kind.RETRYABLE),
        /** Fewer servers know it yet than must agree. */
        NOT_AGREED_YET(Kind.RETRYABLE),
        /** The server refuses the request as it stands. */
        REQUEST_REFUSED(Kind.PERMANENT),
        /** More bytes, cells or transactions than are read. */
        ANSWER_TOO_LARGE(Kind.PERMANENT),
        /** Not what the API promises. */
        ANSWER_UNREADABLE(Kind.PERMANENT),
        /** A hash is not that of what was sent, or a history does not link. */
        ANSWER_FALSE(Kind.DISAGREEING),
        /** Two servers give different transactions for one place in a history. */
        SERVERS_DISAGREE(Kind.DISAGREEING),
        /** What counted is no longer part of the history: the chain was replaced deeper than the policy allows. */
        HISTORY_CHANGED(Kind.DISAGREEING);

        private final Kind kind;

        Code(Kind kind) {
            this.kind = kind;
        }

        public Kind kind() {
            return kind;
        }
    }

    private final Code code;

    public TonFailure(Code code, String message) {
        super(message);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    public Kind kind() {
        return code.kind();
    }
}
