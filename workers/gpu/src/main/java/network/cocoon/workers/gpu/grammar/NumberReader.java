package network.cocoon.workers.gpu.grammar;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.cocoon.workers.gpu.grammar.NumberBounds.End;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a schema says of numbers. */
final class NumberReader {

    static final Set<String> WORDS = Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum");

    private NumberReader() {}

    static Schema.Numeral read(JsonNode json, boolean whole) {
        if (WORDS.stream().noneMatch(json::has)) {
            return new Schema.Numeral(whole, Optional.empty());
        }
        NumberBounds bounds = NumberBounds.of(whole, least(json), most(json));
        if (!bounds.any()) {
            throw SchemaReader.unsupported("minimum and maximum between which nothing can be written");
        }
        return new Schema.Numeral(whole, Optional.of(bounds));
    }

    /** Whether a value that a schema lists is within the bounds beside the list. */
    static boolean allows(JsonNode json, JsonNode value) {
        return !value.isNumber() || NumberBounds.within(number(value, "enum"), least(json), most(json));
    }

    private static @Nullable End least(JsonNode json) {
        return inner(end(json, "minimum", true), end(json, "exclusiveMinimum", false), 1);
    }

    private static @Nullable End most(JsonNode json) {
        return inner(end(json, "maximum", true), end(json, "exclusiveMaximum", false), -1);
    }

    private static @Nullable End inner(@Nullable End including, @Nullable End excluding, int sign) {
        if (including == null || excluding == null) {
            return including == null ? excluding : including;
        }
        return including.at().compareTo(excluding.at()) * sign > 0 ? including : excluding;
    }

    private static @Nullable End end(JsonNode json, String word, boolean included) {
        return json.has(word) ? new End(number(json.get(word), word), included) : null;
    }

    private static BigDecimal number(JsonNode value, String word) {
        if (value.isIntegralNumber()) {
            return new BigDecimal(value.bigIntegerValue());
        }
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw SchemaReader.unsupported(word + " of no number");
        }
        return BigDecimal.valueOf(value.doubleValue());
    }

    /** The bytes that numbers under these bounds begin with. */
    static List<Integer> begins(Schema.Numeral number) {
        return "-0123456789"
                .chars()
                .filter(b -> Values.begun(number, b).isPresent())
                .boxed()
                .toList();
    }
}
