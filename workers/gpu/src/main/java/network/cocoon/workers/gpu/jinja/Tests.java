package network.cocoon.workers.gpu.jinja;

import java.util.Locale;
import java.util.Set;
import network.cocoon.workers.gpu.jinja.JinjaException.Code;

/** What can stand after {@code is}. */
final class Tests {

    private static final Set<String> KNOWN = Set.of(
            "boolean",
            "callable",
            "odd",
            "even",
            "false",
            "true",
            "none",
            "string",
            "number",
            "integer",
            "iterable",
            "mapping",
            "sequence",
            "lower",
            "upper",
            "defined",
            "undefined");

    private Tests() {}

    static boolean known(String name) {
        return KNOWN.contains(name);
    }

    static boolean holds(String name, Value value) {
        return switch (name) {
            case "boolean" -> value instanceof Value.Truth;
            case "callable" -> value instanceof Value.Callable;
            case "odd" -> whole(value) % 2 != 0;
            case "even" -> whole(value) % 2 == 0;
            case "true" -> value instanceof Value.Truth truth && truth.holds();
            case "false" -> value instanceof Value.Truth truth && !truth.holds();
            case "none" -> value instanceof Value.None;
            case "string" -> value instanceof Value.Text;
            case "number" -> value instanceof Value.Whole || value instanceof Value.Decimal;
            case "integer" -> value instanceof Value.Whole;
            // The reference does not count mappings.
            case "iterable" -> value instanceof Value.Items || value instanceof Value.Text;
            case "mapping" -> value instanceof Value.Mapping;
            case "sequence" ->
                value instanceof Value.Items || value instanceof Value.Mapping || value instanceof Value.Text;
            case "lower" ->
                value instanceof Value.Text t && t.text().equals(t.text().toLowerCase(Locale.ROOT));
            case "upper" ->
                value instanceof Value.Text t && t.text().equals(t.text().toUpperCase(Locale.ROOT));
            case "defined" -> !(value instanceof Value.Missing);
            case "undefined" -> value instanceof Value.Missing;
            default -> throw new JinjaException(Code.UNSUPPORTED, "test " + Words.shown(name));
        };
    }

    private static long whole(Value value) {
        if (value instanceof Value.Whole number) {
            return number.number();
        }
        throw new JinjaException(Code.WRONG_TYPE, "only whole numbers are odd or even");
    }
}
