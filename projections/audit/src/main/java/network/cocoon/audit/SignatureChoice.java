package network.cocoon.audit;

/**
 * Which signatures of requests, assignments, receipts and heads are checked; those of accounts and providers always are.
 *
 * @param every 1 for all, 0 for none, n for every n-th
 */
record SignatureChoice(long every) {

    static final SignatureChoice ALL = new SignatureChoice(1);
    static final SignatureChoice NONE = new SignatureChoice(0);

    SignatureChoice {
        if (every < 0) {
            throw new IllegalArgumentException("every n-th, n at least 0");
        }
    }

    /** @param nth from 0 */
    boolean takes(long nth) {
        return every != 0 && nth % every == 0;
    }

    /** {@code all}, {@code none} or {@code sample:N}. */
    static SignatureChoice parse(String text) throws UsageException {
        if (text.equals("all")) {
            return ALL;
        }
        if (text.equals("none")) {
            return NONE;
        }
        try {
            if (text.startsWith("sample:")) {
                long every = Long.parseLong(text.substring("sample:".length()));
                if (every >= 1) {
                    return new SignatureChoice(every);
                }
            }
        } catch (NumberFormatException _) {
            throw new UsageException("--signatures sample:N takes a number");
        }
        throw new UsageException("--signatures takes all, none or sample:N");
    }

    @Override
    public String toString() {
        return every == 1 ? "all" : every == 0 ? "none" : "sample:" + every;
    }
}
