package network.cocoon.workers.gpu.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import network.cocoon.domain.kernel.TokenUsage;

/**
 * Which tokens have left with their text. Text is held back while it may begin a stop string or ends within a character;
 * an app that breaks off owes nothing for what it never got.
 */
final class GivenTokens {

    /** Up to so many characters of text, so much was used. */
    private record Mark(long characters, TokenUsage usage) {}

    private final Deque<Mark> waiting = new ArrayDeque<>();
    private long decoded;
    private long out;
    private TokenUsage usage;

    /** @param before what is owed before the first token */
    GivenTokens(TokenUsage before) {
        this.usage = before;
    }

    /** @param used cumulative, with every token that is in the text */
    void decoded(String text, TokenUsage used) {
        if (!text.isEmpty()) {
            decoded += text.length();
            waiting.add(new Mark(decoded, used));
        }
    }

    /** What is owed once the text has gone out: the tokens that are out whole. */
    TokenUsage out(String text) {
        out += text.length();
        while (!waiting.isEmpty() && waiting.getFirst().characters() <= out) {
            usage = waiting.removeFirst().usage();
        }
        return usage;
    }
}
