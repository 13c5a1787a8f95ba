package network.cocoon.wire.chat;

import network.cocoon.wire.json.CocoonJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Strict and bounded: what an app sealed is hostile to the worker, and what a worker sealed to the app. */
final class ChatJson {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxStringLength(4 << 20)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            // What is not marked @Nullable must be there; what is may be absent.
            .addModule(CocoonJson.module())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private ChatJson() {}

    static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** The name of an object's first member; empty where there is none, or no object. */
    static String firstMember(byte[] json) {
        try (JsonParser parser = MAPPER.createParser(json)) {
            String name = parser.nextToken() == JsonToken.START_OBJECT ? parser.nextName() : null;
            return name == null ? "" : name;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("malformed sealed content");
        }
    }

    static <T> T read(byte[] json, Class<T> type) {
        T value;
        try {
            value = MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            // Its message would quote the content.
            throw new IllegalArgumentException("malformed sealed content");
        }
        if (value == null) {
            throw new IllegalArgumentException("empty sealed content");
        }
        return value;
    }
}
