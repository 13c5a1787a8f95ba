package network.cocoon.workers.gpu.engine;

import network.cocoon.domain.kernel.TokenUsage;

/** Where an answer goes, in order and on one thread. */
public interface TokenSink {

    /** Before anything else: how the model writes what is not its answer's text. Without it all is text. */
    default void begins(AnswerForm form) {}

    /** One token of what {@link #text} gives next, where the settings ask for log probabilities. */
    default void logprobs(TokenLogprob token) {}

    /**
     * More text of the answer: never empty, never half a character.
     *
     * @param usage cumulative: the prompt, and every token whose text has been given out whole, this call's included. A
     *     token whose text is still held back, wholly or in part, is not in it
     */
    void text(String delta, TokenUsage usage);

    /** What was given so far is not to wait for more. */
    default void flush() {}

    /** The end: no call follows. */
    void finished(Finish finish);
}
