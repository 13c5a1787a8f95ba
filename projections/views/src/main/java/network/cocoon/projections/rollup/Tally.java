package network.cocoon.projections.rollup;

/** Names of the counters over the whole network. */
public final class Tally {

    /** Billed, of all kinds. */
    public static final String TOKENS = "tokens";

    /** Billed to apps, in nanoton. */
    public static final String SPENT = "spent";

    /** Earned by GPU owners, in nanoton. */
    public static final String REWARDS = "rewards";

    /** Kept by the network, in nanoton. */
    public static final String FEES = "fees";

    private static final String REQUESTS = "requests.";

    private Tally() {}

    /** How many requests ended so. */
    public static String requests(Outcome outcome) {
        return REQUESTS + outcome.name();
    }
}
