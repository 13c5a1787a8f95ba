package network.cocoon.workers.operator.collateral;

import java.io.Serial;

/** Why the source gave nothing that could be looked at. Checked: whoever asks somebody else's server must expect it. */
public final class CollateralFailure extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** One for each way to fail. */
    public enum Code {
        /** No connection, or one that broke. */
        UNREACHABLE,
        /** Not all of the answer came in time. */
        TIMED_OUT,
        TOO_LARGE,
        /** 401 or 403: the source wants a key, or another one. */
        KEY_REFUSED,
        /** 404: the source knows no such kind of platform. */
        PLATFORM_UNKNOWN,
        /** 429 or 503. */
        BUSY,
        /** Any other status that is not 200; a redirect too. */
        STATUS,
        /** The header with the issuer's certificates is missing, or stands twice. */
        CHAIN_MISSING,
        /** It is not a URL-encoded text within its bound. */
        CHAIN_MALFORMED,
        /** The body has another shape than Intel's. */
        ANSWER_MALFORMED
    }

    private final Code code;

    CollateralFailure(Code code, String detail) {
        super(code.name() + ": " + detail, null, false, false);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
