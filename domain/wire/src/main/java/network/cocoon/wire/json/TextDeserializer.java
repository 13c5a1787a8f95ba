package network.cocoon.wire.json;

import java.time.DateTimeException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

final class TextDeserializer<T> extends StdDeserializer<T> {

    private final transient Texts.Reader<T> reader;
    private final transient Class<T> type;

    TextDeserializer(Class<T> type, Texts.Reader<T> reader) {
        super(type);
        this.type = type;
        this.reader = reader;
    }

    @Override
    @SuppressWarnings("unchecked") // handleUnexpectedToken only throws
    public T deserialize(JsonParser in, DeserializationContext context) {
        if (!in.hasToken(JsonToken.VALUE_STRING)) {
            return (T) context.handleUnexpectedToken(context.constructType(type), in);
        }
        try {
            return reader.read(in.getString());
        } catch (IllegalArgumentException | DateTimeException e) {
            // The text itself stays out of the message: it may be a key.
            return context.reportInputMismatch(this, "not a valid %s: %s", type.getSimpleName(), e.getMessage());
        }
    }
}
