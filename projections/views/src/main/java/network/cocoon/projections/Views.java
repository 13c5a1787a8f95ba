package network.cocoon.projections;

/** Names that the parts of the read side share. */
public final class Views {

    /** The one processor that feeds every read model, each stream in its order. */
    public static final String PROCESSOR = "views";

    private Views() {}
}
