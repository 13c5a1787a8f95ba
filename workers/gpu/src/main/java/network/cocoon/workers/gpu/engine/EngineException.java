package network.cocoon.workers.gpu.engine;

/** A request that an engine cannot answer. The message never holds text of the request. */
public final class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Code code;

    public EngineException(Code code, String message) {
        super(code + ": " + message);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /** Who must act is named for each. */
    public enum Code {
        /** User: the prompt leaves no room for an answer in the model's context. */
        PROMPT_TOO_LONG,
        /** User: a message holds a control token of the model, which would forge a turn. */
        CONTROL_TOKEN_IN_PROMPT,
        /** User: this model's chat template refuses the conversation, or goes beyond its bounds with it. */
        TEMPLATE_REFUSED,
        /** User: this model cannot do what is asked: tools, thinking on demand, a form of the answer, a token id. */
        UNSUPPORTED,
        /** Network: more requests than the queue holds; try another worker. */
        BUSY,
        /** Provider: a step failed; what was under way is lost, and the engine goes on with empty slots. */
        CRASHED,
        /** Provider: the engine was closed. */
        CLOSED
    }
}
