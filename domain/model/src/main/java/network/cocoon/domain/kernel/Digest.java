package network.cocoon.domain.kernel;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** A SHA-256 digest, written as 64 lower-case hexadecimal characters. */
public final class Digest {

    public static final int BYTES = 32;
    public static final int HEX_CHARACTERS = 64;

    /** Asking the platform for its SHA-256 costs as much as a short digest; a copy of this one does not. Never updated. */
    private static final MessageDigest SHA_256 = sha256();

    // Four numbers, big endian: most digests are only ever read and compared, and a text is four times as large.
    private final long first;
    private final long second;
    private final long third;
    private final long fourth;

    private Digest(long first, long second, long third, long fourth) {
        this.first = first;
        this.second = second;
        this.third = third;
        this.fourth = fourth;
    }

    /** From its text. Throws {@link IllegalArgumentException} on any other. */
    public Digest(String hex) {
        if (hex.length() != HEX_CHARACTERS) {
            throw new IllegalArgumentException("a SHA-256 digest has 64 hexadecimal characters, not " + hex.length());
        }
        if (!LowerHex.is(hex, 0)) {
            throw new IllegalArgumentException("a digest is lower-case hexadecimal");
        }
        this.first = LowerHex.number(hex, 0);
        this.second = LowerHex.number(hex, 16);
        this.third = LowerHex.number(hex, 32);
        this.fourth = LowerHex.number(hex, 48);
    }

    /** SHA-256 over the concatenation of the parts. */
    public static Digest sha256(byte[]... parts) {
        try {
            MessageDigest digest = (MessageDigest) SHA_256.clone();
            for (byte[] part : parts) {
                digest.update(part);
            }
            return of(digest.digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be copied", e);
        }
    }

    /** From the 32 raw bytes. */
    public static Digest of(byte[] raw) {
        if (raw.length != BYTES) {
            throw new IllegalArgumentException("a SHA-256 digest has 32 bytes, not " + raw.length);
        }
        return of(raw, 0);
    }

    /** From 32 raw bytes there. */
    public static Digest of(byte[] bytes, int from) {
        ByteBuffer in = ByteBuffer.wrap(bytes, from, BYTES);
        return new Digest(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    /** From its text in ASCII there; null where the 64 bytes are no such text. */
    public static @Nullable Digest ofHex(byte[] ascii, int from) {
        return LowerHex.is(ascii, from, from + HEX_CHARACTERS)
                ? new Digest(
                        LowerHex.number(ascii, from),
                        LowerHex.number(ascii, from + 16),
                        LowerHex.number(ascii, from + 32),
                        LowerHex.number(ascii, from + 48))
                : null;
    }

    public String hex() {
        return LowerHex.of(raw(), 0, BYTES);
    }

    /** The 32 raw bytes. */
    public byte[] raw() {
        return ByteBuffer.allocate(BYTES)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .array();
    }

    /** Puts the 32 raw bytes there. */
    public void copyTo(byte[] target, int at) {
        ByteBuffer.wrap(target, at, BYTES)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Digest that
                && first == that.first
                && second == that.second
                && third == that.third
                && fourth == that.fourth;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first ^ second ^ third ^ fourth);
    }

    @Override
    public String toString() {
        return hex();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
