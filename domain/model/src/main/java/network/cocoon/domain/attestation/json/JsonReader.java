package network.cocoon.domain.attestation.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON document (RFC 8259), all of it or nothing. Refuses duplicate keys, fractions and exponents, invalid
 * UTF-8 and deep nesting: two readers that disagree about a signed document are an attack.
 */
public final class JsonReader {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_DIGITS = 18;

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /** Throws {@link JsonException} for anything but one document within the bounds, of at most {@code maxBytes}. */
    public static Json read(byte[] utf8, int maxBytes) throws JsonException {
        if (utf8.length > maxBytes) {
            throw new JsonException("the document has more than " + maxBytes + " bytes");
        }
        JsonReader reader;
        try {
            reader = new JsonReader(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new JsonException("the document is not UTF-8");
        }
        reader.space();
        Json value = reader.value(0);
        reader.space();
        if (reader.at != reader.text.length()) {
            throw reader.wrong("something follows the document");
        }
        return value;
    }

    private Json value(int depth) throws JsonException {
        if (depth > MAX_DEPTH) {
            throw wrong("nested too deeply");
        }
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new Json.Text(string());
            case 't' -> word("true", new Json.Bool(true));
            case 'f' -> word("false", new Json.Bool(false));
            case 'n' -> word("null", new Json.Null());
            default -> number();
        };
    }

    private Json object(int depth) throws JsonException {
        Map<String, Json> members = new HashMap<>();
        at++;
        space();
        if (peek() == '}') {
            at++;
            return new Json.Obj(members);
        }
        while (true) {
            String key = string();
            space();
            expect(':');
            space();
            if (members.putIfAbsent(key, value(depth + 1)) != null) {
                throw wrong("a key appears twice");
            }
            space();
            if (peek() == '}') {
                at++;
                return new Json.Obj(members);
            }
            expect(',');
            space();
        }
    }

    private Json array(int depth) throws JsonException {
        List<Json> elements = new ArrayList<>();
        at++;
        space();
        if (peek() == ']') {
            at++;
            return new Json.Arr(elements);
        }
        while (true) {
            elements.add(value(depth + 1));
            space();
            if (peek() == ']') {
                at++;
                return new Json.Arr(elements);
            }
            expect(',');
            space();
        }
    }

    private String string() throws JsonException {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (true) {
            char c = peek();
            at++;
            if (c == '"') {
                return out.toString();
            }
            if (c < 0x20) {
                throw wrong("a control character in a string");
            }
            out.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() throws JsonException {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("an unknown escape");
        };
    }

    private char unicode() throws JsonException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char c = peek();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw wrong("a broken escape");
            }
            code = code * 16 + digit;
            at++;
        }
        return (char) code;
    }

    private Json number() throws JsonException {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        int digits = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        int count = at - digits;
        if (count == 0 || count > MAX_DIGITS || (count > 1 && text.charAt(digits) == '0')) {
            throw wrong("not a value");
        }
        if (at < text.length() && ".eE".indexOf(text.charAt(at)) >= 0) {
            throw wrong("not a whole number");
        }
        return new Json.Num(Long.parseLong(text, start, at, 10));
    }

    private Json word(String word, Json value) throws JsonException {
        if (!text.startsWith(word, at)) {
            throw wrong("not a value");
        }
        at += word.length();
        return value;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws JsonException {
        if (at >= text.length()) {
            throw wrong("the document ends too early");
        }
        return text.charAt(at);
    }

    private void expect(char c) throws JsonException {
        if (peek() != c) {
            throw wrong("expected " + c);
        }
        at++;
    }

    private JsonException wrong(String what) {
        return new JsonException(what + " (at character " + at + ")");
    }
}
