package network.cocoon.workers.gpu.jinja;

/** A template that cannot be read, or cannot be rendered with what it was given. The message quotes no value. */
public final class JinjaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Code code;

    JinjaException(Code code, String message) {
        super(code + ": " + message, null, false, false);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /** What is wrong. Of the template: its model cannot be served. Of values: this conversation cannot be rendered. */
    public enum Code {
        /** The template is larger than any chat template. */
        TEMPLATE_TOO_LARGE,
        /** It does not parse. */
        SYNTAX,
        /** It parses, but uses a statement, filter, test or function that is not built. */
        UNSUPPORTED,
        /** Blocks, expressions, calls or values are nested too deeply. */
        TOO_DEEP,
        /** It runs for too long. */
        TOO_MANY_STEPS,
        /** It makes more text or longer lists than any conversation needs. */
        TOO_MUCH_TEXT,
        /** An operation on values that do not have it. */
        WRONG_TYPE,
        /** The template itself refuses the conversation. */
        RAISED
    }
}
