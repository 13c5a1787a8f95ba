package network.cocoon.wire.cbor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Id;
import network.cocoon.domain.kernel.LowerHex;
import network.cocoon.domain.kernel.Nanoton;

/** Takes the fields 1, 2, 3 and so on out of a map, in this order: the only one that is canonical. */
final class FieldReader {

    private final CborReader in;

    private FieldReader(CborReader in) {
        this.in = in;
    }

    /** A map with the fields 1 to {@code count} and no other, all of which {@code shape} must take. */
    static <T> T read(Bytes bytes, int count, Function<FieldReader, T> shape) {
        CborReader in = new CborReader(bytes);
        if (in.map() != count) {
            throw new CborException("unknown or missing fields");
        }
        T value = shape.apply(new FieldReader(in));
        in.end();
        return value;
    }

    long number(int field) {
        next(field);
        return in.unsigned();
    }

    int small(int field) {
        long value = number(field);
        if (value > Integer.MAX_VALUE) {
            throw new CborException("field " + field + " is above 2^31-1");
        }
        return (int) value;
    }

    Bytes bytes(int field) {
        next(field);
        return in.bytes();
    }

    /** A byte string of exactly this length, as lower-case hexadecimal. */
    String hex(int field, int length) {
        next(field);
        int from = in.bytes(length);
        return LowerHex.of(in.input(), from, from + length);
    }

    <T extends Id> T id(int field, KnownIds<T> ids) {
        next(field);
        return id(ids);
    }

    <T extends Id> List<T> ids(int field, KnownIds<T> ids) {
        next(field);
        int size = in.array();
        List<T> items = new ArrayList<>(Math.min(size, 4));
        for (int i = 0; i < size; i++) {
            items.add(id(ids));
        }
        return items;
    }

    Digest digest(int field) {
        next(field);
        return Digest.of(in.input(), in.bytes(Digest.BYTES));
    }

    String text(int field) {
        next(field);
        return in.text();
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

    private <T extends Id> T id(KnownIds<T> ids) {
        return ids.of(in.input(), in.bytes(ids.width()));
    }

    private void next(int field) {
        if (in.unsigned() != field) {
            throw new CborException("field " + field + " is not next");
        }
    }
}
