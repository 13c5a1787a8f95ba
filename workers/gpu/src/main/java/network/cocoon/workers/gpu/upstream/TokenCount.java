package network.cocoon.workers.gpu.upstream;

import network.cocoon.workers.gpu.text.Tokenizer;

/**
 * Counts a growing text by the worker's tokenizer. What lies far back is settled at a space and not looked at again, so
 * that a long answer is not counted anew with every word.
 */
final class TokenCount {

    private static final int WINDOW = 1024;
    private static final int KEEP = 256;

    private final Tokenizer tokenizer;
    private final StringBuilder open = new StringBuilder();
    private int settled;
    private int count;

    TokenCount(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** Tokens of all the text so far; never fewer than before. */
    int add(String text) {
        open.append(text);
        if (open.length() > WINDOW) {
            int space = open.lastIndexOf(" ", open.length() - KEEP);
            if (space > 0) {
                settled += tokenizer.encode(open.substring(0, space)).length;
                open.delete(0, space);
            }
        }
        count = Math.max(count, settled + tokenizer.encode(open.toString()).length);
        return count;
    }
}
