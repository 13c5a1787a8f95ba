package network.cocoon.domain.attestation.json;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.kernel.Bytes;

/** Typed access to an object's members; every mismatch is a {@link JsonException} that names the member. */
public final class JsonObject {

    private final Map<String, Json> members;

    private JsonObject(Map<String, Json> members) {
        this.members = members;
    }

    public static JsonObject of(Json value, String what) throws JsonException {
        if (value instanceof Json.Obj(Map<String, Json> members)) {
            return new JsonObject(members);
        }
        throw new JsonException(what + " is not an object");
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    public JsonObject object(String name) throws JsonException {
        return of(member(name), name);
    }

    public String text(String name) throws JsonException {
        if (member(name) instanceof Json.Text(String value)) {
            return value;
        }
        throw new JsonException(name + " is not a text");
    }

    /** Exactly {@code length} bytes in hexadecimal of either case. */
    public Bytes hex(String name, int length) throws JsonException {
        String value = text(name);
        if (value.length() != 2 * length) {
            throw new JsonException(name + " does not have " + length + " bytes");
        }
        try {
            return Bytes.of(HexFormat.of().parseHex(value));
        } catch (IllegalArgumentException e) {
            throw new JsonException(name + " is not hexadecimal");
        }
    }

    /** Between 0 and {@code max}. */
    public int number(String name, int max) throws JsonException {
        long value = longNumber(name);
        if (value < 0 || value > max) {
            throw new JsonException(name + " is not between 0 and " + max);
        }
        return (int) value;
    }

    public long longNumber(String name) throws JsonException {
        if (member(name) instanceof Json.Num(long value)) {
            return value;
        }
        throw new JsonException(name + " is not a number");
    }

    /** ISO-8601 in UTC, to the second, as Intel writes it. */
    public Instant time(String name) throws JsonException {
        String value = text(name);
        if (value.length() != 20 || !value.endsWith("Z")) {
            throw new JsonException(name + " is not a time");
        }
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw new JsonException(name + " is not a time");
        }
    }

    public List<JsonObject> objects(String name, int max) throws JsonException {
        List<JsonObject> objects = new ArrayList<>();
        for (Json element : array(name, max)) {
            objects.add(of(element, name));
        }
        return objects;
    }

    /** Empty where the member is missing. */
    public List<String> texts(String name, int max) throws JsonException {
        List<String> texts = new ArrayList<>();
        if (has(name)) {
            for (Json element : array(name, max)) {
                if (!(element instanceof Json.Text(String value))) {
                    throw new JsonException(name + " holds something that is not a text");
                }
                texts.add(value);
            }
        }
        return texts;
    }

    /** For a caller that finds a member's value wrong. */
    public JsonException wrong(String what) {
        return new JsonException(what);
    }

    private List<Json> array(String name, int max) throws JsonException {
        if (member(name) instanceof Json.Arr(List<Json> elements) && elements.size() <= max) {
            return elements;
        }
        throw new JsonException(name + " is not a list of at most " + max);
    }

    private Json member(String name) throws JsonException {
        Json value = members.get(name);
        if (value == null) {
            throw new JsonException(name + " is missing");
        }
        return value;
    }
}
