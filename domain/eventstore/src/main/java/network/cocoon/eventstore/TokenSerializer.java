package network.cocoon.eventstore;

import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.MergedTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.ConfigToken;
import org.axonframework.serialization.ChainingConverter;
import org.axonframework.serialization.Converter;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bookmarks as small JSON with names of ours. A closed set of types: nothing stored can name a Java class.
 */
final class TokenSerializer implements Serializer {
    private static final SerializedType TYPE = new SimpleSerializedType("log.Bookmark", "1");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Converter converter = new ChainingConverter();

    @Override
    public <T> SerializedObject<T> serialize(@Nullable Object object, Class<T> expectedRepresentation) {
        if (!(object instanceof TrackingToken token)) {
            throw new SerializationException("not a bookmark: " + object);
        }
        byte[] json = JSON.writeValueAsBytes(write(token));
        return converter.convert(new SimpleSerializedObject<>(json, byte[].class, TYPE), expectedRepresentation);
    }

    @Override
    // The interface's own shape: Axon names the type it expects at the call.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <S, T> T deserialize(SerializedObject<S> serializedObject) {
        byte[] json = converter.convert(serializedObject, byte[].class).getData();
        try {
            TrackingToken token = read(JSON.readTree(json));
            if (token == null) {
                throw new SerializationException("not a bookmark");
            }
            return (T) token;
        } catch (JacksonException e) {
            throw new SerializationException("not a bookmark", e);
        }
    }

    private static ObjectNode write(TrackingToken token) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        switch (token) {
            case GlobalSequenceTrackingToken index -> node.put("index", index.getGlobalIndex());
            case ReplayToken replay -> {
                node.set("until", writeOrNull(replay.getTokenAtReset()));
                node.set("replayed", writeOrNull(replay.getCurrentToken()));
                switch (replay.context()) {
                    case null -> {}
                    case String text -> node.put("context", text);
                    case Object other ->
                        throw new SerializationException("a replay's context must be a text, not "
                                + other.getClass().getName());
                }
            }
            case MergedTrackingToken merged -> {
                node.set("lower", writeOrNull(merged.lowerSegmentToken()));
                node.set("upper", writeOrNull(merged.upperSegmentToken()));
            }
            case ConfigToken configuration ->
                configuration.getConfig().forEach((name, value) -> node.withObject("configuration")
                        .put(name, value));
            default ->
                throw new SerializationException(
                        "unknown kind of bookmark: " + token.getClass().getName());
        }
        return node;
    }

    private static JsonNode writeOrNull(@Nullable TrackingToken token) {
        return token == null ? JsonNodeFactory.instance.nullNode() : write(token);
    }

    private static @Nullable TrackingToken read(JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (node.has("index")) {
            return new GlobalSequenceTrackingToken(node.get("index").asLong());
        }
        if (node.has("until")) {
            JsonNode context = node.get("context");
            return ReplayToken.createReplayToken(
                    read(node.get("until")), read(node.get("replayed")), context == null ? null : context.asString());
        }
        if (node.has("lower")) {
            return new MergedTrackingToken(read(node.get("lower")), read(node.get("upper")));
        }
        if (node.has("configuration")) {
            Map<String, String> values = new LinkedHashMap<>();
            node.get("configuration")
                    .properties()
                    .forEach(e -> values.put(e.getKey(), e.getValue().asString()));
            return new ConfigToken(values);
        }
        throw new SerializationException("unknown kind of bookmark");
    }

    @Override
    public <T> boolean canSerializeTo(Class<T> expectedRepresentation) {
        return converter.canConvert(byte[].class, expectedRepresentation);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class classForType(SerializedType type) {
        return TrackingToken.class;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public SerializedType typeForClass(@Nullable Class type) {
        return TYPE;
    }

    @Override
    public Converter getConverter() {
        return converter;
    }
}
