package network.cocoon.client.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import network.cocoon.wire.chat.ChatPayload;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads messages: content as a string, or as parts that are all text. */
final class MessageReader {

    private static final Set<String> KNOWN =
            Set.of("role", "content", "name", "refusal", "tool_calls", "tool_call_id", "reasoning_content");

    List<ChatPayload.Message> read(@Nullable JsonNode messages) {
        if (messages == null || !messages.isArray() || messages.isEmpty()) {
            throw OpenAiException.invalid("messages", "missing_parameter", "messages are missing");
        }
        if (messages.size() > ChatPayload.MAX_MESSAGES) {
            throw OpenAiException.invalid(
                    "messages", "invalid_value", "at most " + ChatPayload.MAX_MESSAGES + " messages");
        }
        List<ChatPayload.Message> read = new ArrayList<>();
        for (JsonNode message : messages) {
            read.add(message(message, "messages[" + read.size() + "]"));
        }
        return read;
    }

    private static ChatPayload.Message message(JsonNode message, String at) {
        if (!message.isObject()) {
            throw OpenAiException.invalid(at, "invalid_value", "a message is an object");
        }
        for (String name : message.propertyNames()) {
            if (!KNOWN.contains(name) && !message.get(name).isNull()) {
                String shown = name.length() > 64 ? name.substring(0, 64) : name;
                throw OpenAiException.invalid(at + "." + shown, "unsupported_parameter", "not served by this network");
            }
        }
        String role = role(message.get("role"), at);
        List<ChatPayload.ToolCall> calls = calls(message.get("tool_calls"), at + ".tool_calls");
        refuse(!role.equals("assistant") && calls != null, at + ".tool_calls", "only an assistant calls tools");
        String answers = text(message, "tool_call_id", at);
        refuse(
                role.equals("tool") != (answers != null),
                at + ".tool_call_id",
                "a tool's turn names the call it answers");
        String reasoning = text(message, "reasoning_content", at);
        refuse(!role.equals("assistant") && reasoning != null, at + ".reasoning_content", "only an assistant reasons");
        JsonNode content = message.get("content");
        boolean silent = calls != null && (content == null || content.isNull());
        return new ChatPayload.Message(role, silent ? "" : content(content, at), reasoning, calls, answers);
    }

    private static @Nullable List<ChatPayload.ToolCall> calls(@Nullable JsonNode calls, String at) {
        if (calls == null || calls.isNull() || calls.isEmpty()) {
            return null;
        }
        refuse(!calls.isArray() || calls.size() > ChatPayload.MAX_TOOL_CALLS, at, "a list of calls");
        List<ChatPayload.ToolCall> read = new ArrayList<>();
        for (JsonNode call : calls) {
            JsonNode function = call.path("function");
            boolean whole = call.path("id").isString()
                    && function.path("name").isString()
                    && function.path("arguments").isString();
            refuse(!whole, at, "a call has an id, and a function with name and arguments");
            String arguments = function.get("arguments").stringValue();
            read.add(new ChatPayload.ToolCall(
                    call.get("id").stringValue(),
                    function.get("name").stringValue(),
                    arguments.isBlank() ? "{}" : object(arguments, at)));
        }
        return read;
    }

    /** Templates write arguments as JSON, so they must be. */
    private static String object(String arguments, String at) {
        try {
            refuse(!JsonMapper.shared().readTree(arguments).isObject(), at, "arguments are a JSON object");
            return arguments;
        } catch (JacksonException e) {
            throw OpenAiException.invalid(at, "invalid_value", "arguments are a JSON object");
        }
    }

    private static @Nullable String text(JsonNode message, String name, String at) {
        JsonNode text = message.get(name);
        if (text == null || text.isNull()) {
            return null;
        }
        refuse(!text.isString(), at + "." + name, "a string is expected");
        return text.stringValue();
    }

    private static void refuse(boolean wrong, String at, String message) {
        if (wrong) {
            throw OpenAiException.invalid(at, "invalid_value", message);
        }
    }

    private static String role(@Nullable JsonNode role, String at) {
        String text = role == null || !role.isString() ? "" : role.stringValue();
        return switch (text) {
            case "system", "user", "assistant", "tool" -> text;
            // OpenAI's newer name for the same turn.
            case "developer" -> "system";
            default ->
                throw OpenAiException.invalid(
                        at + ".role", "invalid_value", "role is system, developer, user, assistant or tool");
        };
    }

    private static String content(@Nullable JsonNode content, String at) {
        if (content != null && content.isString()) {
            return content.stringValue();
        }
        if (content == null || !content.isArray()) {
            throw OpenAiException.invalid(at + ".content", "invalid_value", "content is text");
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            JsonNode type = part.get("type");
            JsonNode piece = part.get("text");
            if (type == null
                    || !type.isString()
                    || !type.stringValue().equals("text")
                    || piece == null
                    || !piece.isString()) {
                throw OpenAiException.invalid(
                        at + ".content", "unsupported_value", "only parts of type text are served");
            }
            text.append(piece.stringValue());
        }
        return text.toString();
    }
}
