package network.cocoon.workers.gpu.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns tokens into text one by one, never giving out half a character. A token's text depends on the tokens before
 * it, so each is decoded together with the few that came before.
 */
public final class IncrementalDecoder {

    // Longer than any character: if the text still ends in U+FFFD, the model wrote bytes that are no text.
    private static final int MOST_HELD = 8;

    private final Tokenizer tokenizer;
    private final List<Integer> window = new ArrayList<>();
    private int given;

    public IncrementalDecoder(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** The text that the token completes; empty while a character is cut. */
    public String add(int token) {
        window.add(token);
        String before = tokenizer.decode(window.subList(0, given));
        String now = tokenizer.decode(window);
        if (now.endsWith("\uFFFD") && window.size() - given < MOST_HELD) {
            return "";
        }
        return give(before, now);
    }

    /** What was held back when no more tokens come. */
    public String finish() {
        return give(tokenizer.decode(window.subList(0, given)), tokenizer.decode(window));
    }

    private String give(String before, String now) {
        // Keep the tokens just given as the context of the next.
        window.subList(0, given).clear();
        given = window.size();
        return now.length() > before.length() ? now.substring(before.length()) : "";
    }
}
