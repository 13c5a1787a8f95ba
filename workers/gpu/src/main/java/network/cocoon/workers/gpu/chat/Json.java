package network.cocoon.workers.gpu.chat;

import network.cocoon.workers.gpu.engine.EngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON that an app sent or a model wrote: bounded, and never quoted where it is malformed. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(4 << 20)
                            .build())
                    .build())
            .build();

    private Json() {}

    static JsonNode read(String json) throws JacksonException {
        return MAPPER.readTree(json);
    }

    static String write(JsonNode json) {
        return MAPPER.writeValueAsString(json);
    }

    /** The same with no character escaped that need not be. Throws {@link EngineException} (UNSUPPORTED). */
    static String spelled(String json) {
        try {
            return write(read(json));
        } catch (JacksonException e) {
            throw new EngineException(EngineException.Code.UNSUPPORTED, "malformed JSON in tools or in a call");
        }
    }
}
