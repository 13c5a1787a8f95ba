package network.cocoon.wire.cbor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;

/** Takes fields out of a decoded map by number and type, and knows if any was left. */
final class FieldReader {

    private final Map<Long, Cbor> fields;

    private FieldReader(Map<Long, Cbor> fields) {
        this.fields = fields;
    }

    /** A map with the fields 1 to {@code count} and no other. */
    static FieldReader of(Bytes bytes, int count) {
        if (!(CborReader.read(bytes) instanceof Cbor.Fields map)) {
            throw new CborException("not a map");
        }
        if (map.fields().size() != count) {
            throw new CborException("unknown or missing fields");
        }
        return new FieldReader(map.fields());
    }

    long number(int field) {
        if (fields.get((long) field) instanceof Cbor.Unsigned number) {
            return number.value();
        }
        throw new CborException("field " + field + " is not an unsigned integer");
    }

    int small(int field) {
        long value = number(field);
        if (value > Integer.MAX_VALUE) {
            throw new CborException("field " + field + " is above 2^31-1");
        }
        return (int) value;
    }

    Bytes bytes(int field) {
        if (fields.get((long) field) instanceof Cbor.ByteString bytes) {
            return bytes.value();
        }
        throw new CborException("field " + field + " is not a byte string");
    }

    /** A byte string of exactly this length, as lower-case hexadecimal: how ids and digests are held. */
    String hex(int field, int length) {
        return hex(bytes(field), length);
    }

    static String hex(Bytes bytes, int length) {
        if (bytes.length() != length) {
            throw new CborException("a byte string has the wrong length");
        }
        return bytes.hex();
    }

    Digest digest(int field) {
        return new Digest(hex(field, 32));
    }

    String text(int field) {
        if (fields.get((long) field) instanceof Cbor.Text text) {
            return text.value();
        }
        throw new CborException("field " + field + " is not text");
    }

    List<Cbor> array(int field) {
        if (fields.get((long) field) instanceof Cbor.Array array) {
            return array.items();
        }
        throw new CborException("field " + field + " is not an array");
    }

    Instant millis(int field) {
        return Instant.ofEpochMilli(number(field));
    }

    Nanoton nanoton(int field) {
        return Nanoton.of(number(field));
    }

    /** A field that has only one possible value in this version. */
    void expect(int field, long value) {
        if (number(field) != value) {
            throw new CborException("field " + field + " has an unknown value");
        }
    }
}
