package network.cocoon.client.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Takes typed fields out of a JSON object; absent and null are the same, as OpenAI's clients write both. */
final class Fields {

    private static final int MAX_STOP = 4;
    private static final int MAX_STOP_LENGTH = 256;

    private final JsonNode json;

    Fields(JsonNode json) {
        this.json = json;
    }

    private @Nullable JsonNode get(String name) {
        JsonNode value = json.get(name);
        return value == null || value.isNull() ? null : value;
    }

    @Nullable String text(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw wrong(name, "a string is expected");
        }
        return value.stringValue();
    }

    boolean flag(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return false;
        }
        if (!value.isBoolean()) {
            throw wrong(name, "true or false is expected");
        }
        return value.booleanValue();
    }

    OptionalInt integer(String name, int least, int most) {
        JsonNode value = get(name);
        if (value == null) {
            return OptionalInt.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrong(name, "a whole number is expected");
        }
        int number = value.intValue();
        if (number < least || number > most) {
            throw wrong(name, "from " + least + " to " + most);
        }
        return OptionalInt.of(number);
    }

    @Nullable Long whole(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(name, "a whole number is expected");
        }
        return value.longValue();
    }

    @Nullable Double number(String name, double least, double most) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            throw wrong(name, "a number is expected");
        }
        double number = value.doubleValue();
        if (!(number >= least && number <= most)) {
            throw wrong(name, "from " + least + " to " + most);
        }
        return number;
    }

    /** Above 0. */
    @Nullable Double fraction(String name, double most) {
        Double number = number(name, 0, most);
        if (number != null && number == 0) {
            throw wrong(name, "above 0, to " + most);
        }
        return number;
    }

    @Nullable List<String> stop() {
        JsonNode value = get("stop");
        if (value == null) {
            return null;
        }
        List<String> stops = new ArrayList<>();
        for (JsonNode stop : value.isArray() ? value.values() : List.of(value)) {
            if (!stop.isString()
                    || stop.stringValue().isEmpty()
                    || stop.stringValue().length() > MAX_STOP_LENGTH) {
                throw wrong("stop", "each is a string of 1 to " + MAX_STOP_LENGTH + " characters");
            }
            stops.add(stop.stringValue());
        }
        if (stops.size() > MAX_STOP) {
            throw wrong("stop", "at most " + MAX_STOP);
        }
        return stops;
    }

    private static OpenAiException wrong(String name, String message) {
        return OpenAiException.invalid(name, "invalid_value", message);
    }
}
