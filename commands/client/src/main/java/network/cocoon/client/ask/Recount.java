package network.cocoon.client.ask;

import network.cocoon.domain.kernel.TokenUsage;

/**
 * What an app can recount without the model's tokenizer: a token covers at least one byte, but for the few of a template
 * or of a stop string. It catches gross invention, not a token too many.
 */
final class Recount {

    /** Tokens without text of their own: control tokens, a stop string's. */
    private static final int SLACK = 512;

    private final Terms terms;
    private long bytes;

    Recount(Terms terms) {
        this.terms = terms;
    }

    /** @param count of a frame's content, which is never shorter than its text */
    void received(int count) {
        bytes += count;
    }

    boolean allows(TokenUsage usage) {
        long prompt = (long) usage.prompt() + usage.cached();
        long answer = (long) usage.completion() + usage.reasoning();
        return prompt <= terms.promptBound() + SLACK
                && answer <= (long) terms.answers() * terms.maxAnswerTokens()
                && answer <= bytes + SLACK;
    }
}
