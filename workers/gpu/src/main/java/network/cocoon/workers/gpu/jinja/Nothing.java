package network.cocoon.workers.gpu.jinja;

/** The two kinds of it. */
public final class Nothing {

    /** Given, but nothing. */
    public static final Value NONE = new Value.None();

    /** Not given. */
    public static final Value MISSING = new Value.Missing();

    private Nothing() {}
}
