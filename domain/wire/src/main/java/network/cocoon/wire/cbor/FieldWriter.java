package network.cocoon.wire.cbor;

import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Id;

/** Puts fields of a map by number. */
final class FieldWriter {

    private final Map<Long, Cbor> fields = new HashMap<>();

    FieldWriter number(int field, long value) {
        return put(field, new Cbor.Unsigned(value));
    }

    FieldWriter bytes(int field, Bytes value) {
        return put(field, new Cbor.ByteString(value));
    }

    /** The raw bytes behind an id, without its prefix. */
    FieldWriter id(int field, Id id, String prefix) {
        return put(field, raw(id, prefix));
    }

    FieldWriter digest(int field, Digest digest) {
        return bytes(field, Bytes.of(digest.raw()));
    }

    FieldWriter text(int field, String value) {
        return put(field, new Cbor.Text(value));
    }

    FieldWriter array(int field, List<Cbor> items) {
        return put(field, new Cbor.Array(items));
    }

    FieldWriter millis(int field, Instant time) {
        return number(field, time.toEpochMilli());
    }

    Bytes write() {
        return CborWriter.write(new Cbor.Fields(fields));
    }

    static Cbor raw(Id id, String prefix) {
        return new Cbor.ByteString(Bytes.of(HexFormat.of().parseHex(id.value().substring(prefix.length()))));
    }

    private FieldWriter put(int field, Cbor value) {
        if (fields.put((long) field, value) != null) {
            throw new IllegalStateException("field " + field + " written twice");
        }
        return this;
    }
}
