package network.cocoon.workers.gpu.decoder;

/**
 * The next tokens of one sequence.
 *
 * @param slot whose
 * @param at the position of the first of them, which is how many came before
 * @param tokens at least one
 * @param result what the step gives of them
 */
public record Segment(int slot, int at, int[] tokens, Result result) {

    /** What a step gives of a segment. */
    public enum Result {
        NOTHING,
        /** Of the whole vocabulary, after the last token. */
        LOGITS,
        /** The residual stream after the last norm, at the last token. */
        LAST_STATE,
        /** The same at each token, one after the other. */
        STATES
    }

    /** @param logits whether the logits after the last token are wanted */
    public Segment(int slot, int at, int[] tokens, boolean logits) {
        this(slot, at, tokens, logits ? Result.LOGITS : Result.NOTHING);
    }

    /** Whether the step gives anything of it. */
    public boolean wanted() {
        return result != Result.NOTHING;
    }
}
