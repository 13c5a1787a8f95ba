package network.cocoon.client.openai;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.cocoon.domain.envelope.Header;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.RequestId;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every kind of request has. */
final class CommonFields {

    private static final int DEFAULT_COEFFICIENT = 4000;
    private static final int DEFAULT_TIMEOUT_SECONDS = 120;
    private static final int MAX_TIMEOUT_SECONDS = 3600;

    private CommonFields() {}

    /**
     * The body, whose fields are all known.
     *
     * @param notServed each with why it is refused
     */
    static JsonNode object(byte[] body, Set<String> known, Map<String, String> notServed) {
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            throw OpenAiException.invalid(null, "invalid_json", "the body is not JSON");
        }
        if (!json.isObject()) {
            throw OpenAiException.invalid(null, "invalid_json", "the body is not a JSON object");
        }
        for (String name : json.propertyNames()) {
            String reason = notServed.get(name);
            if (reason != null && !json.get(name).isNull()) {
                throw OpenAiException.invalid(name, "unsupported_parameter", reason);
            }
            if (reason == null && !known.contains(name)) {
                String shown = name.length() > 64 ? name.substring(0, 64) : name;
                throw OpenAiException.invalid(shown, "unknown_parameter", "unknown field");
            }
        }
        return json;
    }

    static ModelId model(Fields in) {
        String model = in.text("model");
        if (model == null) {
            throw OpenAiException.invalid("model", "missing_parameter", "model is missing");
        }
        try {
            return new ModelId(model);
        } catch (IllegalArgumentException e) {
            throw OpenAiException.invalid("model", "invalid_value", String.valueOf(e.getMessage()));
        }
    }

    static int coefficient(Fields in) {
        return in.integer("max_coefficient", 1, Header.MAX_COEFFICIENT).orElse(DEFAULT_COEFFICIENT);
    }

    static Duration timeout(Fields in) {
        return Duration.ofSeconds(in.integer("timeout", 1, MAX_TIMEOUT_SECONDS).orElse(DEFAULT_TIMEOUT_SECONDS));
    }

    static Optional<RequestId> request(Fields in) {
        @Nullable String id = in.text("request_guid");
        if (id == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RequestId(id));
        } catch (IllegalArgumentException e) {
            throw OpenAiException.invalid("request_guid", "invalid_value", "32 lower-case hexadecimal characters");
        }
    }
}
