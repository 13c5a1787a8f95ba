package network.cocoon.workers.gpu.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.workers.gpu.jinja.JinjaException.Code;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Values from JSON, as an app or a model's files have it. */
public final class Values {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(4 << 20)
                            .build())
                    .build())
            .build();

    private Values() {}

    /** @throws JinjaException (WRONG_TYPE) where the text is no JSON, or nested more than 64 deep */
    public static Value parsed(String json) {
        try {
            return of(MAPPER.readTree(json));
        } catch (JacksonException e) {
            throw new JinjaException(Code.WRONG_TYPE, "malformed JSON");
        }
    }

    /** Whole numbers past 64 bits become decimal ones. */
    public static Value of(JsonNode json) {
        return switch (json.getNodeType()) {
            case STRING -> Value.text(json.stringValue());
            case BOOLEAN -> Value.truth(json.booleanValue());
            case NUMBER -> number(json.doubleValue(), json);
            case ARRAY -> {
                List<Value> items = new ArrayList<>();
                json.values().forEach(item -> items.add(of(item)));
                yield new Value.Items(items);
            }
            case OBJECT -> {
                Map<String, Value> entries = new LinkedHashMap<>();
                json.properties().forEach(entry -> entries.put(entry.getKey(), of(entry.getValue())));
                yield new Value.Mapping(entries);
            }
            case NULL, MISSING, BINARY, POJO -> Nothing.NONE;
        };
    }

    /** A number without a fraction is a whole one, however it was written: JavaScript knows no difference. */
    private static Value number(double value, JsonNode json) {
        if (json.isIntegralNumber() && json.canConvertToLong()) {
            return new Value.Whole(json.longValue());
        }
        return value == Math.rint(value) && Math.abs(value) < 1L << 53
                ? new Value.Whole((long) value)
                : new Value.Decimal(value);
    }
}
