package network.cocoon.wire.json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import org.jspecify.annotations.Nullable;

/** A place in JSON that is spelt as Cocoon spells it. Any other spelling is a {@link NotCanonicalException}. */
final class Cursor {

    private final byte[] json;
    private int at;

    Cursor(byte[] json) {
        this.json = json;
    }

    boolean atEnd() {
        return at == json.length;
    }

    /** Steps over these bytes where they are next, or stays. */
    boolean skip(byte[] expected) {
        int end = at + expected.length;
        if (end > json.length) {
            return false;
        }
        for (int i = 0, j = at; i < expected.length; i++, j++) {
            if (json[j] != expected[i]) {
                return false;
            }
        }
        at = end;
        return true;
    }

    boolean skip(char expected) {
        if (at < json.length && json[at] == expected) {
            at++;
            return true;
        }
        return false;
    }

    /** Undoes the last {@link #skip(char)}. */
    void back() {
        at--;
    }

    void expect(char expected) {
        if (!skip(expected)) {
            throw new NotCanonicalException();
        }
    }

    /** The value remembered for the text that is next, stepping over it; null, and no step, where none is. */
    @Nullable Object remembered(Remembered memory) {
        if (at >= json.length || json[at] != '"') {
            return null;
        }
        int from = at + 1;
        int to = from;
        int most = Math.min(json.length, from + Remembered.MOST_BYTES + 1);
        while (to < most && json[to] != '"') {
            to++;
        }
        Object value = to < most ? memory.find(json, from, to) : null;
        if (value != null) {
            at = to + 1;
        }
        return value;
    }

    /** Printable ASCII without escapes, which is all but free text. */
    String text() {
        expect('"');
        int from = at;
        int i = from;
        while (i < json.length) {
            byte b = json[i];
            if (b == '"') {
                at = i + 1;
                return new String(json, from, i - from, StandardCharsets.ISO_8859_1);
            }
            if (b < ' ' || b == '\\' || b == 0x7f) {
                break;
            }
            i++;
        }
        throw new NotCanonicalException();
    }

    /** The quoted 64 characters of a digest. */
    Digest digest() {
        expect('"');
        int to = at + Digest.HEX_CHARACTERS;
        Digest digest = to < json.length && json[to] == '"' ? Digest.ofHex(json, at) : null;
        if (digest == null) {
            throw new NotCanonicalException();
        }
        at = to + 1;
        return digest;
    }

    /** Quoted base64url. */
    Bytes bytes() {
        expect('"');
        int from = at;
        int to = endOfText();
        return Texts.bytes(json, from, to);
    }

    /** A quoted time in its plain form. */
    Instant instant() {
        expect('"');
        int from = at;
        int to = endOfText();
        Instant instant = PlainInstant.parse(json, from, to);
        if (instant == null) {
            throw new NotCanonicalException();
        }
        return instant;
    }

    /** Quoted decimal digits. */
    Nanoton nanoton() {
        expect('"');
        Nanoton value = Nanoton.of(number());
        expect('"');
        return value;
    }

    /** Where the next quote is, stepping over it. What lies before is for the caller to judge, each character of it. */
    private int endOfText() {
        int to = at;
        while (to < json.length && json[to] != '"') {
            to++;
        }
        if (to == json.length) {
            throw new NotCanonicalException();
        }
        at = to + 1;
        return to;
    }

    /** Up to 19 digits, no plus, no leading zero, no fraction. */
    long number() {
        boolean negative = skip('-');
        int from = at;
        long value = 0;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            value = value * 10 + (json[at++] - '0');
            // 19 digits that do not fit 63 bits fit 64: they come out negative.
            if (at - from > 19 || value < 0) {
                throw new NotCanonicalException();
            }
        }
        if (at == from || (json[from] == '0' && (at - from > 1 || negative))) {
            throw new NotCanonicalException();
        }
        return negative ? -value : value;
    }
}
