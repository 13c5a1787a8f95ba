package network.cocoon.workers.gpu.grammar;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import network.cocoon.workers.gpu.text.Tokenizer;

/**
 * How the marks around a call are spelled: where the model has a token of its own for one, by a character that stands for
 * that token and lies beyond all bytes; else by its bytes.
 */
final class Marks {

    private static final int BEYOND_BYTES = 256;

    private final Tokenizer tokenizer;
    private final Map<Integer, Character> tokens = new LinkedHashMap<>();

    Marks(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    String spelled(String mark) {
        OptionalInt token = tokenizer.visible(mark);
        if (token.isEmpty()) {
            return new String(mark.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        }
        return String.valueOf(tokens.computeIfAbsent(token.getAsInt(), _ -> (char) (BEYOND_BYTES + tokens.size())));
    }

    /** Which character stands for which token, of those that were spelled. */
    Map<Integer, Character> tokens() {
        return Map.copyOf(tokens);
    }
}
