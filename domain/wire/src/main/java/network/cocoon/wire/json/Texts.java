package network.cocoon.wire.json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;

/** Values that are one text. Each has one spelling: what reads in writes out the same. */
final class Texts {

    private Texts() {}

    @FunctionalInterface
    interface Writer<T> {
        String write(T value);
    }

    /** Throws {@link IllegalArgumentException} or {@link java.time.DateTimeException} on a text that is not one. */
    @FunctionalInterface
    interface Reader<T> {
        T read(String text);
    }

    static Bytes bytes(String text) {
        Bytes value = Bytes.ofBase64Url(text);
        refuseStrayBits(text.length(), text.isEmpty() ? 0 : text.charAt(text.length() - 1));
        return value;
    }

    /** From ASCII there. */
    static Bytes bytes(byte[] ascii, int from, int to) {
        Bytes value = Bytes.ofBase64Url(ascii, from, to);
        refuseStrayBits(to - from, to == from ? 0 : ascii[to - 1]);
        return value;
    }

    /** The last character of a group that is not full has bits to spare: 4 after one byte, 2 after two. */
    private static void refuseStrayBits(int length, int last) {
        int spare =
                switch (length % 4) {
                    case 2 -> 0x0f;
                    case 3 -> 0x03;
                    default -> 0;
                };
        if (spare != 0 && (sextet(last) & spare) != 0) {
            throw new IllegalArgumentException("base64url has stray bits at its end");
        }
    }

    /** Of a character that was decoded before, so is one of the alphabet. */
    private static int sextet(int c) {
        if (c >= 'a') {
            return c - 'a' + 26;
        }
        if (c == '_') {
            return 63;
        }
        if (c >= 'A') {
            return c - 'A';
        }
        return c == '-' ? 62 : c - '0' + 52;
    }

    static Nanoton nanoton(String text) {
        Nanoton value = new Nanoton(Long.parseLong(text));
        if (!value.toString().equals(text)) {
            throw new IllegalArgumentException("nanoton are decimal digits without sign or leading zero");
        }
        return value;
    }

    static Instant instant(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
        Instant plain = PlainInstant.parse(ascii, 0, ascii.length);
        return plain == null ? Instant.parse(text) : plain;
    }

    /** The database keeps microseconds, so nothing may claim more. */
    static String instant(Instant value) {
        return value.truncatedTo(ChronoUnit.MICROS).toString();
    }
}
