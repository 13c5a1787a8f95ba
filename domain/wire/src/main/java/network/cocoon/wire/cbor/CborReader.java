package network.cocoon.wire.cbor;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import network.cocoon.domain.kernel.Bytes;

/**
 * One item after another, each by the type that must come next. Total: any bytes give a value or a {@link
 * CborException}, in time and memory linear in their number. What it accepts, {@link CborWriter} writes back byte for
 * byte.
 */
final class CborReader {

    static final int UNSIGNED = 0;
    static final int BYTES = 2;
    static final int TEXT = 3;
    static final int ARRAY = 4;
    static final int MAP = 5;

    /** Headers and receipts stay below 2 KiB. */
    static final int MAX_BYTES = 16 * 1024;

    private final byte[] in;
    private int at;

    CborReader(Bytes bytes) {
        if (bytes.length() > MAX_BYTES) {
            throw new CborException("more than " + MAX_BYTES + " bytes");
        }
        this.in = bytes.toArray();
    }

    /** The type of the next item. */
    int type() {
        if (at == in.length) {
            throw new CborException("truncated");
        }
        return (in[at] & 0xff) >>> 5;
    }

    long unsigned() {
        return head(UNSIGNED);
    }

    /** How many items come in this array. */
    int array() {
        return size(head(ARRAY));
    }

    /** How many pairs come in this map. */
    int map() {
        return size(head(MAP));
    }

    /** A byte string of any length. */
    Bytes bytes() {
        int length = size(head(BYTES));
        return Bytes.of(in, step(length), at);
    }

    /** A byte string of exactly this length: where it begins in {@link #input}. */
    int bytes(int length) {
        if (head(BYTES) != length) {
            throw new CborException("a byte string has the wrong length");
        }
        return step(length);
    }

    /** The JDK's decoder reports overlong forms and surrogates as malformed, so only canonical UTF-8 passes. */
    String text() {
        int length = size(head(TEXT));
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in, step(length), length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CborException("text is not UTF-8");
        }
    }

    /** Nothing may follow. */
    void end() {
        if (at != in.length) {
            throw new CborException("bytes after the value");
        }
    }

    /** All bytes; to be left as they are. */
    byte[] input() {
        return in;
    }

    private int step(int length) {
        if (length > in.length - at) {
            throw new CborException("truncated");
        }
        int from = at;
        at += length;
        return from;
    }

    /** Each item takes at least one byte: a size beyond the input is refused before anything is allocated for it. */
    private int size(long size) {
        if (size > in.length - at) {
            throw new CborException("truncated");
        }
        return (int) size;
    }

    private long head(int type) {
        int initial = octet();
        if (initial >>> 5 != type) {
            throw new CborException("type " + (initial >>> 5) + " in the place of " + type);
        }
        int info = initial & 0x1f;
        return info < 24 ? info : argument(info);
    }

    private long argument(int info) {
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

    private int octet() {
        if (at == in.length) {
            throw new CborException("truncated");
        }
        return in[at++] & 0xff;
    }
}
