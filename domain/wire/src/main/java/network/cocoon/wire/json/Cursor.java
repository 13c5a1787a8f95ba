package network.cocoon.wire.json;

import java.nio.charset.StandardCharsets;
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
        int hash = 0;
        int most = Math.min(json.length, from + Remembered.MOST_BYTES + 1);
        while (to < most && json[to] != '"') {
            hash = hash * 31 + json[to++];
        }
        Object value = to < most ? memory.find(hash, json, from, to) : null;
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

    /** Up to 18 digits, no plus, no leading zero, no fraction. */
    long number() {
        boolean negative = skip('-');
        int from = at;
        long value = 0;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            value = value * 10 + (json[at++] - '0');
            if (at - from > 18) {
                throw new NotCanonicalException();
            }
        }
        if (at == from || (json[from] == '0' && (at - from > 1 || negative))) {
            throw new NotCanonicalException();
        }
        return negative ? -value : value;
    }
}
