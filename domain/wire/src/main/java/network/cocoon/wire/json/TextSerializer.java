package network.cocoon.wire.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

final class TextSerializer<T> extends StdSerializer<T> {

    private final transient Texts.Writer<T> writer;

    TextSerializer(Class<T> type, Texts.Writer<T> writer) {
        super(type);
        this.writer = writer;
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializationContext context) {
        out.writeString(writer.write(value));
    }
}
