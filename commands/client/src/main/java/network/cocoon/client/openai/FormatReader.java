package network.cocoon.client.openai;

import network.cocoon.wire.chat.ChatPayload;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads response_format: text, json_object, or json_schema. Which schemas are served is for the worker to say. */
final class FormatReader {

    private static final String PARAM = "response_format";
    private static final int MAX_SCHEMA = 64 << 10;

    private FormatReader() {}

    static ChatPayload.@Nullable Format read(@Nullable JsonNode format) {
        if (format == null || format.isNull()) {
            return null;
        }
        return switch (format.path("type").asString("")) {
            case "text" -> null;
            case "json_object" -> new ChatPayload.Format(null);
            case "json_schema" -> new ChatPayload.Format(schema(format.path("json_schema")));
            default ->
                throw OpenAiException.invalid(PARAM + ".type", "unsupported_value", "text, json_object or json_schema");
        };
    }

    private static String schema(JsonNode described) {
        JsonNode schema = described.path("schema");
        if (!schema.isObject()) {
            throw OpenAiException.invalid(PARAM + ".json_schema.schema", "missing_parameter", "a schema is missing");
        }
        String text = schema.toString();
        if (text.length() > MAX_SCHEMA) {
            throw OpenAiException.invalid(
                    PARAM + ".json_schema.schema", "invalid_value", "at most " + MAX_SCHEMA + " characters");
        }
        return text;
    }
}
