package network.cocoon.wire.cbor;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.kernel.Bytes;

/**
 * Total: any bytes give a value or a {@link CborException}, in time and memory linear in their number. What it accepts,
 * {@link CborWriter} writes back byte for byte.
 */
final class CborReader {

    static final int UNSIGNED = 0;
    static final int BYTES = 2;
    static final int TEXT = 3;
    static final int ARRAY = 4;
    static final int MAP = 5;

    /** Headers and receipts stay below 2 KiB. */
    static final int MAX_BYTES = 16 * 1024;

    static final int MAX_DEPTH = 4;

    private final ByteBuffer in;

    private CborReader(ByteBuffer in) {
        this.in = in;
    }

    static Cbor read(Bytes bytes) {
        if (bytes.length() > MAX_BYTES) {
            throw new CborException("more than " + MAX_BYTES + " bytes");
        }
        CborReader reader = new CborReader(ByteBuffer.wrap(bytes.toArray()));
        Cbor value = reader.value(1);
        if (reader.in.hasRemaining()) {
            throw new CborException("bytes after the value");
        }
        return value;
    }

    private Cbor value(int depth) {
        if (depth > MAX_DEPTH) {
            throw new CborException("nested deeper than " + MAX_DEPTH);
        }
        int initial = octet();
        int major = initial >>> 5;
        long argument = argument(initial & 0x1f);
        return switch (major) {
            case UNSIGNED -> new Cbor.Unsigned(argument);
            case BYTES -> new Cbor.ByteString(Bytes.of(bytes(argument)));
            case TEXT -> new Cbor.Text(text(bytes(argument)));
            case ARRAY -> array(argument, depth);
            case MAP -> fields(argument, depth);
            default -> throw new CborException("type " + major + " is not used here");
        };
    }

    private Cbor array(long size, int depth) {
        // Each item takes at least one byte: a size beyond the input is refused before anything is allocated for it.
        if (size > in.remaining()) {
            throw new CborException("truncated");
        }
        List<Cbor> items = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            items.add(value(depth + 1));
        }
        return new Cbor.Array(items);
    }

    private Cbor fields(long size, int depth) {
        if (size > in.remaining() / 2) {
            throw new CborException("truncated");
        }
        Map<Long, Cbor> fields = new LinkedHashMap<>();
        long previous = -1;
        for (long i = 0; i < size; i++) {
            if (!(value(MAX_DEPTH) instanceof Cbor.Unsigned key)) {
                throw new CborException("a field's number is an unsigned integer");
            }
            if (key.value() <= previous) {
                throw new CborException("fields out of order or repeated");
            }
            previous = key.value();
            fields.put(key.value(), value(depth + 1));
        }
        return new Cbor.Fields(fields);
    }

    private long argument(int info) {
        if (info < 24) {
            return info;
        }
        int width =
                switch (info) {
                    case 24 -> 1;
                    case 25 -> 2;
                    case 26 -> 4;
                    case 27 -> 8;
                    default -> throw new CborException("indefinite or reserved length");
                };
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = (value << 8) | octet();
        }
        long least =
                switch (width) {
                    case 1 -> 24;
                    case 2 -> 0x100;
                    case 4 -> 0x1_0000;
                    default -> 0x1_0000_0000L;
                };
        // An eight-byte value above 2^63-1 is negative here, so it falls to the same test.
        if (value < least) {
            throw new CborException("not the shortest form, or above 2^63-1");
        }
        return value;
    }

    private byte[] bytes(long length) {
        if (length > in.remaining()) {
            throw new CborException("truncated");
        }
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    /** The JDK's decoder reports overlong forms and surrogates as malformed, so only canonical UTF-8 passes. */
    private static String text(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CborException("text is not UTF-8");
        }
    }

    private int octet() {
        if (!in.hasRemaining()) {
            throw new CborException("truncated");
        }
        return Byte.toUnsignedInt(in.get());
    }
}
