package network.cocoon.client.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.cocoon.client.ask.EmbeddingQuestion;
import network.cocoon.domain.envelope.Header;
import network.cocoon.wire.chat.EmbeddingFrame;
import network.cocoon.wire.chat.EmbeddingPayload;
import network.cocoon.wire.chat.EmbeddingPayload.Input;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the body of a request for vectors. */
public final class EmbeddingRequestReader {

    private static final String INPUT = "input";
    private static final Set<String> KNOWN = Set.of(
            "model", INPUT, "encoding_format", "dimensions", "user", "max_coefficient", "timeout", "request_guid");

    /** Throws {@link OpenAiException}, status 400, that names the field. */
    public EmbeddingRequest read(byte[] body) {
        JsonNode json = CommonFields.object(body, KNOWN, Map.of());
        Fields in = new Fields(json);
        EmbeddingQuestion question = new EmbeddingQuestion(
                CommonFields.model(in),
                inputs(json.get(INPUT)),
                in.integer("dimensions", 1, EmbeddingFrame.MAX_WIDTH),
                CommonFields.coefficient(in),
                CommonFields.timeout(in),
                CommonFields.request(in));
        return new EmbeddingRequest(question, base64(in.text("encoding_format")));
    }

    private static boolean base64(@Nullable String format) {
        return switch (format == null ? "float" : format) {
            case "float" -> false;
            case "base64" -> true;
            default -> throw OpenAiException.invalid("encoding_format", "unsupported_value", "float or base64");
        };
    }

    /** A string, a list of strings, a list of tokens, or a list of such lists. */
    private static List<Input> inputs(@Nullable JsonNode input) {
        if (input == null || input.isNull()) {
            throw OpenAiException.invalid(INPUT, "missing_parameter", "input is missing");
        }
        if (input.isString() || (!input.isEmpty() && input.path(0).isNumber())) {
            return List.of(one(input, INPUT));
        }
        if (!input.isArray() || input.isEmpty() || input.size() > EmbeddingPayload.MAX_INPUTS) {
            throw wrong(INPUT, "a text, or a list of 1 to " + EmbeddingPayload.MAX_INPUTS);
        }
        List<Input> inputs = new ArrayList<>();
        for (JsonNode text : input) {
            inputs.add(one(text, INPUT + "[" + inputs.size() + "]"));
        }
        return inputs;
    }

    private static Input one(JsonNode text, String at) {
        if (text.isString()) {
            if (text.stringValue().isEmpty()) {
                throw wrong(at, "a text is not empty");
            }
            return Input.of(text.stringValue());
        }
        if (!text.isArray() || text.isEmpty() || text.size() > Header.MAX_TOKENS) {
            throw wrong(at, "a text is a string, or a list of 1 to " + Header.MAX_TOKENS + " tokens");
        }
        List<Integer> tokens = new ArrayList<>();
        for (JsonNode token : text) {
            if (!token.isIntegralNumber() || !token.canConvertToInt() || token.intValue() < 0) {
                throw wrong(at, "a token is a whole number");
            }
            tokens.add(token.intValue());
        }
        return Input.of(tokens);
    }

    private static OpenAiException wrong(String at, String message) {
        return OpenAiException.invalid(at, "invalid_value", message);
    }
}
