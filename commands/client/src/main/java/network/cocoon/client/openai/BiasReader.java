package network.cocoon.client.openai;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads logit_bias: token ids to -100 to 100. */
final class BiasReader {

    private static final int MAX_BIASED = 1024;

    private BiasReader() {}

    static @Nullable Map<String, Double> read(@Nullable JsonNode biases) {
        if (biases == null || biases.isNull() || biases.isEmpty()) {
            return null;
        }
        if (!biases.isObject() || biases.size() > MAX_BIASED) {
            throw wrong("an object of at most " + MAX_BIASED + " token ids");
        }
        Map<String, Double> read = new TreeMap<>();
        for (Map.Entry<String, JsonNode> bias : biases.properties()) {
            boolean good = bias.getKey().matches("0|[1-9][0-9]{0,8}")
                    && bias.getValue().isNumber()
                    && Math.abs(bias.getValue().doubleValue()) <= 100;
            if (!good) {
                throw wrong("each token id has a number from -100 to 100");
            }
            read.put(bias.getKey(), bias.getValue().doubleValue());
        }
        return read;
    }

    private static OpenAiException wrong(String message) {
        return OpenAiException.invalid("logit_bias", "invalid_value", message);
    }
}
