package network.cocoon.wire.json;

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
        if (!value.base64Url().equals(text)) {
            throw new IllegalArgumentException("base64url has stray bits at its end");
        }
        return value;
    }

    static Nanoton nanoton(String text) {
        Nanoton value = new Nanoton(Long.parseLong(text));
        if (!value.toString().equals(text)) {
            throw new IllegalArgumentException("nanoton are decimal digits without sign or leading zero");
        }
        return value;
    }

    static Instant instant(String text) {
        return Instant.parse(text);
    }

    /** The database keeps microseconds, so nothing may claim more. */
    static String instant(Instant value) {
        return value.truncatedTo(ChronoUnit.MICROS).toString();
    }
}
