package network.cocoon.workers.gpu.jinja;

/** A word of a template. */
record Token(Kind kind, String text) {

    enum Kind {
        /** What stands between tags. */
        TEXT,
        NUMBER,
        STRING,
        NAME,
        /** A sign or operator, in {@link Token#text}. */
        SIGN,
        /** A sign that begins an operand: {@code -x}. */
        PREFIX,
        OPEN_STATEMENT,
        CLOSE_STATEMENT,
        OPEN_EXPRESSION,
        CLOSE_EXPRESSION,
        COMMENT,
        END
    }

    boolean sign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean name(String name) {
        return kind == Kind.NAME && text.equals(name);
    }
}
