package network.cocoon.workers.gpu.engine;

/**
 * How a model marks its reasoning and its calls in the text that it writes.
 *
 * @param reasons it writes {@code <think>...</think>} first
 * @param reasoning the prompt has opened the reasoning already
 * @param tools how calls are written, of the tools that the prompt offers
 */
public record AnswerForm(boolean reasons, boolean reasoning, Tools tools) {

    /** All that a model writes is its answer. */
    public static final AnswerForm PLAIN = new AnswerForm(false, false, Tools.NONE);

    /** Forms of calls. */
    public enum Tools {
        /** No tools are offered, so nothing is a call. */
        NONE,
        /** {@code <tool_call>{"name": ..., "arguments": {...}}</tool_call>}, as Qwen's models write. */
        TAGGED,
        /** Between DeepSeek's own tokens: name, separator, arguments. */
        SEPARATED,
        /** Between the same tokens: the type, separator, name on its line, arguments in a code block. Either is read. */
        FENCED
    }
}
