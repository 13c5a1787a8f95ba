package network.cocoon.client.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.cocoon.domain.envelope.Plaintext;
import network.cocoon.wire.chat.ChatFrame;
import network.cocoon.wire.chat.ChatFrame.FinishReason;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One whole answer, put together from its pieces. */
public final class AnswerText implements Plaintext {

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final Map<Integer, ToolCall> calls = new TreeMap<>();
    private final List<ChatFrame.TokenLogprob> logprobs = new ArrayList<>();
    private FinishReason reason = FinishReason.STOP;

    private static final class ToolCall {

        private String id = "";
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();
    }

    public void add(ChatFrame frame) {
        switch (frame) {
            case ChatFrame.Delta delta -> {
                text.append(delta.text());
                List<ChatFrame.TokenLogprob> told = delta.logprobs();
                if (told != null) {
                    logprobs.addAll(told);
                }
            }
            case ChatFrame.Reasoning thought -> reasoning.append(thought.text());
            case ChatFrame.ToolCall piece -> {
                ToolCall call = calls.computeIfAbsent(piece.index(), _ -> new ToolCall());
                call.id = piece.id() == null ? call.id : piece.id();
                call.name = piece.name() == null ? call.name : piece.name();
                call.arguments.append(piece.arguments());
            }
            case ChatFrame.Done done -> reason = done.reason();
        }
    }

    FinishReason reason() {
        return reason;
    }

    void write(ObjectNode choice) {
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        if (text.isEmpty() && !calls.isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", text.toString());
        }
        message.putNull("refusal");
        if (!reasoning.isEmpty()) {
            message.put("reasoning_content", reasoning.toString());
        }
        if (!calls.isEmpty()) {
            ArrayNode list = message.putArray("tool_calls");
            for (ToolCall call : calls.values()) {
                function(list.addObject().put("id", call.id).put("type", "function"), call.name)
                        .put("arguments", call.arguments.toString());
            }
        }
        LogprobsJson.put(choice, logprobs);
    }

    /** A piece of a call as a stream has it: id and name in the first only. */
    static void call(ObjectNode node, ChatFrame.ToolCall piece) {
        if (piece.id() != null) {
            node.put("id", piece.id()).put("type", "function");
        }
        ObjectNode function = piece.name() == null ? node.putObject("function") : function(node, piece.name());
        function.put("arguments", piece.arguments());
    }

    private static ObjectNode function(ObjectNode node, String name) {
        return node.putObject("function").put("name", name);
    }

    @Override
    public int size() {
        return text.length() + reasoning.length();
    }

    @Override
    public String toString() {
        return "AnswerText[" + size() + " characters]";
    }
}
