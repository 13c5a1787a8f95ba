package network.cocoon.workers.gpu.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import network.cocoon.workers.gpu.engine.ChatMessage;
import network.cocoon.workers.gpu.engine.Prompt;
import network.cocoon.workers.gpu.jinja.Nothing;
import network.cocoon.workers.gpu.jinja.Value;
import network.cocoon.workers.gpu.jinja.Values;

/** A prompt as templates expect it. */
final class Conversation {

    private final SpecialTokens special;
    private final boolean argumentsAsText;

    Conversation(SpecialTokens special, boolean argumentsAsText) {
        this.special = special;
        this.argumentsAsText = argumentsAsText;
    }

    Map<String, Value> variables(Prompt prompt) {
        Map<String, Value> variables = new LinkedHashMap<>(special.byName());
        List<Value> messages = new ArrayList<>();
        for (ChatMessage message : prompt.messages()) {
            messages.add(message(message));
        }
        variables.put("messages", new Value.Items(messages));
        variables.put("add_generation_prompt", new Value.Truth(true));
        prompt.tools().ifPresent(tools -> variables.put("tools", Values.parsed(tools)));
        return variables;
    }

    private Value message(ChatMessage message) {
        Map<String, Value> entries = new LinkedHashMap<>();
        entries.put("role", text(message.role().name().toLowerCase(Locale.ROOT)));
        boolean silent = message.content().isEmpty() && !message.calls().isEmpty();
        entries.put("content", silent ? Nothing.NONE : text(message.content()));
        message.reasoning().ifPresent(reasoning -> entries.put("reasoning_content", text(reasoning)));
        if (!message.calls().isEmpty()) {
            entries.put(
                    "tool_calls",
                    new Value.Items(message.calls().stream().map(this::call).toList()));
        }
        message.answers().ifPresent(call -> entries.put("tool_call_id", text(call)));
        return new Value.Mapping(entries);
    }

    private Value call(ChatMessage.ToolCall call) {
        Map<String, Value> function = new LinkedHashMap<>();
        function.put("name", text(call.name()));
        function.put("arguments", argumentsAsText ? text(call.arguments()) : Values.parsed(call.arguments()));
        Map<String, Value> entries = new LinkedHashMap<>();
        entries.put("id", text(call.id()));
        entries.put("type", text("function"));
        entries.put("function", new Value.Mapping(function));
        return new Value.Mapping(entries);
    }

    /** Every text of a prompt that somebody outside wrote. JSON may spell a token with escapes, so it is read first. */
    static Stream<String> texts(Prompt prompt) {
        Stream<String> said = prompt.messages().stream().flatMap(message -> Stream.of(
                        Stream.of(message.content()),
                        message.reasoning().stream(),
                        message.answers().stream(),
                        message.calls().stream()
                                .flatMap(call -> Stream.of(call.id(), call.name(), Json.spelled(call.arguments()))))
                .flatMap(texts -> texts));
        return Stream.concat(said, prompt.tools().stream().map(Json::spelled));
    }

    private static Value text(String text) {
        return new Value.Text(text);
    }
}
