package network.cocoon.domain.kernel;

import java.util.Arrays;
import java.util.Base64;

/** An immutable byte string: a key, a signature, a canonical encoding. Prints its length only, never its content. */
public final class Bytes {

    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    public static Bytes of(byte[] value) {
        return new Bytes(value.clone());
    }

    /** From unpadded base64url, the form used in JSON. Throws {@link IllegalArgumentException} on anything else. */
    public static Bytes ofBase64Url(String text) {
        if (text.indexOf('=') >= 0) {
            throw new IllegalArgumentException("base64url must not be padded");
        }
        return new Bytes(Base64.getUrlDecoder().decode(text));
    }

    /** From the same form in ASCII there. */
    public static Bytes ofBase64Url(byte[] ascii, int from, int to) {
        for (int i = from; i < to; i++) {
            if (ascii[i] == '=') {
                throw new IllegalArgumentException("base64url must not be padded");
            }
        }
        return new Bytes(Base64.getUrlDecoder().decode(Arrays.copyOfRange(ascii, from, to)));
    }

    /** A copy of the bytes there. */
    public static Bytes of(byte[] bytes, int from, int to) {
        return new Bytes(Arrays.copyOfRange(bytes, from, to));
    }

    public byte[] toArray() {
        return value.clone();
    }

    public int length() {
        return value.length;
    }

    public String base64Url() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }

    public String hex() {
        return LowerHex.of(value, 0, value.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "Bytes[" + value.length + "]";
    }
}
