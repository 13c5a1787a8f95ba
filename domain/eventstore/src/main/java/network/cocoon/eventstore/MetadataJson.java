package network.cocoon.eventstore;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Metadata as a JSON object of texts, whole numbers and truth values, its names in order. */
final class MetadataJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private MetadataJson() {}

    static byte[] write(Map<String, ?> metadata) {
        Map<String, Object> sorted = new TreeMap<>();
        metadata.forEach((name, value) -> {
            switch (value) {
                case String _, Long _, Integer _, Boolean _ -> sorted.put(name, value);
                case null, default ->
                    throw new IllegalArgumentException(
                            "metadata '%s' must be a text, whole number or truth value".formatted(name));
            }
        });
        return JSON.writeValueAsBytes(sorted);
    }

    static Map<String, Object> read(byte[] json) {
        return JSON.readValue(json, OBJECT);
    }
}
