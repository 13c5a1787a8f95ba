package network.cocoon.workers.gpu.decoder;

/**
 * The next tokens of one sequence.
 *
 * @param slot whose
 * @param at the position of the first of them, which is how many came before
 * @param tokens at least one
 * @param wanted whether the logits after the last are
 */
public record Segment(int slot, int at, int[] tokens, boolean wanted) {}
