package network.cocoon.workers.gpu.grammar;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.cocoon.workers.gpu.grammar.Formats.Format;
import tools.jackson.databind.JsonNode;

/** Reads what a schema says of strings. */
final class TextReader {

    static final Set<String> WORDS = Set.of("minLength", "maxLength", "pattern");

    private static final int MOST_LEAST = 10_000;

    private final Effort effort;
    private final Map<String, Dfa> patterns = new HashMap<>();

    TextReader(Effort effort) {
        this.effort = effort;
    }

    /** Whether strings are meant where no type is said. */
    static boolean means(JsonNode json) {
        return WORDS.stream().anyMatch(json::has) || format(json).isPresent();
    }

    Schema.Text read(JsonNode json) {
        if (!means(json)) {
            return Schema.Text.VALUE;
        }
        Dfa texts = pattern(json);
        int most = most(json);
        Optional<Format> format = format(json);
        if (format.isPresent()) {
            Dfa its = format.get().texts();
            texts = texts == Dfa.ANY ? its : its.and(texts, effort);
            most = Math.min(most, format.get().most());
        }
        return new Schema.Text(Optional.of(new TextLimits(texts, least(json), most, effort)));
    }

    private static Optional<Format> format(JsonNode json) {
        return Formats.named(json.path("format").asString(""));
    }

    /** Whether a value that a schema lists is within the limits beside the list. A format excludes none: it describes. */
    boolean allows(JsonNode json, JsonNode value) {
        if (!value.isString()) {
            return true;
        }
        String text = value.stringValue();
        int length = text.codePointCount(0, text.length());
        return length >= least(json) && length <= most(json) && pattern(json).takes(text);
    }

    private Dfa pattern(JsonNode json) {
        if (!json.has("pattern")) {
            return Dfa.ANY;
        }
        if (!json.get("pattern").isString()) {
            throw SchemaReader.unsupported("pattern of no text");
        }
        String pattern = json.get("pattern").stringValue();
        Dfa known = patterns.get(pattern);
        if (known == null) {
            known = Dfa.of(pattern, effort);
            patterns.put(pattern, known);
        }
        return known;
    }

    private static int least(JsonNode json) {
        int least = length(json, "minLength", 0);
        if (least > MOST_LEAST) {
            throw SchemaReader.unsupported("minLength above " + MOST_LEAST);
        }
        return least;
    }

    private static int most(JsonNode json) {
        return length(json, "maxLength", TextLimits.ENDLESS);
    }

    /** No answer is as long as what does not fit. */
    private static int length(JsonNode json, String word, int otherwise) {
        if (!json.has(word)) {
            return otherwise;
        }
        JsonNode value = json.get(word);
        if (!value.isIntegralNumber() || value.bigIntegerValue().signum() < 0) {
            throw SchemaReader.unsupported(word + " of no number");
        }
        return value.canConvertToInt() ? value.intValue() : TextLimits.ENDLESS;
    }
}
