package network.cocoon.domain.attestation.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/** Reads what {@link FieldWriter} wrote. Every method throws {@link IllegalArgumentException} on anything else. */
public final class FieldReader {

    private static final long LATEST_SECOND = 253_402_300_799L; // the year 9999

    private final ByteBuffer in;

    public FieldReader(String tag, byte[] encoded) {
        if (!begins(tag, encoded)) {
            throw new IllegalArgumentException("not an encoding of " + tag);
        }
        in = ByteBuffer.wrap(encoded, tag.length(), encoded.length - tag.length())
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether this is an encoding under that tag, in ASCII: which of several versions it is. */
    public static boolean begins(String tag, byte[] encoded) {
        byte[] expected = tag.getBytes(StandardCharsets.US_ASCII);
        return encoded.length >= expected.length
                && Arrays.equals(expected, 0, expected.length, encoded, 0, expected.length);
    }

    /** The next field, of at most {@code max} bytes. The length is checked before anything is allocated. */
    public byte[] bytes(int max) {
        if (in.remaining() < 4) {
            throw new IllegalArgumentException("a field's length is missing");
        }
        long length = Integer.toUnsignedLong(in.getInt());
        if (length > max || length > in.remaining()) {
            throw new IllegalArgumentException("a field of " + length + " bytes is too long");
        }
        byte[] field = new byte[(int) length];
        in.get(field);
        return field;
    }

    public Bytes field(int max) {
        return Bytes.of(bytes(max));
    }

    public String text(int max) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(max)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a text field is not UTF-8", e);
        }
    }

    public Digest digest() {
        byte[] raw = bytes(32);
        if (raw.length != 32) {
            throw new IllegalArgumentException("a digest has 32 bytes");
        }
        return Digest.of(raw);
    }

    public long number() {
        byte[] raw = bytes(8);
        if (raw.length != 8) {
            throw new IllegalArgumentException("a number has 8 bytes");
        }
        return ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    public Instant time() {
        long seconds = number();
        if (seconds < 0 || seconds > LATEST_SECOND) {
            throw new IllegalArgumentException("a time lies between 1970 and 9999");
        }
        return Instant.ofEpochSecond(seconds);
    }

    public List<Digest> digests(int maxCount) {
        int count = count(maxCount);
        List<Digest> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fields.add(digest());
        }
        return List.copyOf(fields);
    }

    public List<String> texts(int maxCount, int maxLength) {
        int count = count(maxCount);
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fields.add(text(maxLength));
        }
        return List.copyOf(fields);
    }

    /** A count of things that follow, between 0 and {@code max}. */
    public int count(int max) {
        long count = number();
        if (count < 0 || count > max) {
            throw new IllegalArgumentException("a count is at most " + max);
        }
        return (int) count;
    }

    /** Nothing may follow the last field. */
    public void end() {
        if (in.hasRemaining()) {
            throw new IllegalArgumentException(in.remaining() + " bytes follow the last field");
        }
    }
}
