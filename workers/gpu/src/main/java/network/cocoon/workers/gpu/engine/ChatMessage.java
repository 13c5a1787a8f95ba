package network.cocoon.workers.gpu.engine;

import java.util.List;
import java.util.Optional;

/**
 * One turn of a conversation. Its text never appears in {@link #toString}.
 *
 * @param reasoning what an assistant thought first, where it was kept
 * @param calls what an assistant called
 * @param answers which call a tool's turn answers
 */
public record ChatMessage(
        Role role, String content, Optional<String> reasoning, List<ToolCall> calls, Optional<String> answers) {

    public ChatMessage {
        calls = List.copyOf(calls);
    }

    /** Words only. */
    public ChatMessage(Role role, String content) {
        this(role, content, Optional.empty(), List.of(), Optional.empty());
    }

    /** Who speaks. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT,
        TOOL
    }

    /** @param arguments JSON, an object */
    public record ToolCall(String id, String name, String arguments) {

        @Override
        public String toString() {
            return "ToolCall[" + arguments.length() + " chars]";
        }
    }

    /** UTF-16 units of all its texts. */
    long length() {
        long length = (long) content.length() + reasoning.map(String::length).orElse(0);
        for (ToolCall call : calls) {
            length += (long) call.id().length()
                    + call.name().length()
                    + call.arguments().length();
        }
        return length;
    }

    @Override
    public String toString() {
        return "ChatMessage[" + role + ", " + length() + " chars]";
    }
}
