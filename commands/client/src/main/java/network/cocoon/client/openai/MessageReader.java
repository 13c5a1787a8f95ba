package network.cocoon.client.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import network.cocoon.wire.chat.ChatPayload;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads messages: content as a string, or as parts that are all text. */
final class MessageReader {

    private static final Set<String> KNOWN = Set.of("role", "content", "name", "refusal");

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
        return new ChatPayload.Message(role(message.get("role"), at), content(message.get("content"), at));
    }

    private static String role(@Nullable JsonNode role, String at) {
        String text = role == null || !role.isString() ? "" : role.stringValue();
        return switch (text) {
            case "system", "user", "assistant" -> text;
            // OpenAI's newer name for the same turn.
            case "developer" -> "system";
            default ->
                throw OpenAiException.invalid(
                        at + ".role", "invalid_value", "role is system, developer, user or assistant");
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
