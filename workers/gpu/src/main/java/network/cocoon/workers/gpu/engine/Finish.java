package network.cocoon.workers.gpu.engine;

import network.cocoon.domain.kernel.TokenUsage;

/** How an answer ended and what it used, counted by the worker's own tokenizer. */
public record Finish(Reason reason, TokenUsage usage) {

    /** Why no more tokens follow. */
    public enum Reason {
        /** The model ended its turn, or a stop string was met. */
        STOP,
        /** The request's token limit or the model's context was reached. */
        LENGTH,
        /** The request was cancelled; what was generated until then is counted. */
        CANCELLED
    }
}
