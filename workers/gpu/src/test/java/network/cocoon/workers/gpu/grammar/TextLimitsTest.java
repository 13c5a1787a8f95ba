package network.cocoon.workers.gpu.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import network.cocoon.workers.gpu.engine.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Beside the regular expressions of the library, which backtrack and share no code with these. */
class TextLimitsTest {

    @Provide
    Arbitrary<String> patterns() {
        return patterns(4);
    }

    private static Arbitrary<String> patterns(int depth) {
        Arbitrary<String> leaf = Arbitraries.of(
                "a", "b", "ab", "-", "é", "🦋", ".", "[ab]", "[^a]", "[a-c-]", "\\d", "\\W", "\\s", "\\.", "\\u00e9",
                "^", "$");
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<String> inner = patterns(depth - 1);
        // The library gives up where a repetition that may be of nothing has to begin with nothing.
        Arbitrary<String> something =
                inner.filter(pattern -> !pattern.contains("^") && !pattern.contains("$") && !found(pattern, ""));
        Arbitrary<String> times = Arbitraries.of("*", "+", "?", "*?", "{2}", "{0,2}", "{1,}", "{0}");
        return Arbitraries.oneOf(
                leaf,
                Combinators.combine(inner, inner).as((a, b) -> a + b),
                Combinators.combine(inner, inner).as((a, b) -> "(?:" + a + "|" + b + ")"),
                Combinators.combine(something, times).as((a, q) -> "(" + a + ")" + q));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "b", "c", "-", "1", " ", "\n", ".", "é", "🦋")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    /** The library means other characters by some signs, and its {@code $} holds before a last line end too. */
    private static boolean found(String pattern, String text) {
        String same = pattern.replace("$", "\\z")
                .replace("\\s", "[\\s\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]")
                .replaceAll("(?<!\\\\)\\.", "[^\\\\n\\\\r\\\\u2028\\\\u2029]");
        return Pattern.compile(same).matcher(text).find();
    }

    @Property(tries = 4000)
    void a_pattern_takes_the_texts_that_it_is_found_in(
            @ForAll("patterns") String pattern, @ForAll("texts") String text) {
        String schema = JsonMapper.shared().writeValueAsString(Map.of("type", "string", "pattern", pattern));
        boolean taken;
        try {
            taken = Walk.takes(schema, JsonMapper.shared().writeValueAsString(text));
        } catch (EngineException e) {
            assertThat(e).hasMessageContaining("found in nothing");
            taken = false;
        }
        assertThat(taken).as(schema + " " + text).isEqualTo(found(pattern, text));
    }

    /** A walk that led nowhere would fail by itself. */
    @Property(tries = 1000)
    void whatever_is_drawn_is_within_all_limits(
            @ForAll("patterns") String pattern,
            @ForAll @IntRange(max = 8) int least,
            @ForAll @IntRange(max = 8) int width,
            @ForAll long seed) {
        String schema = JsonMapper.shared()
                .writeValueAsString(
                        Map.of("type", "string", "pattern", pattern, "minLength", least, "maxLength", least + width));
        String drawn;
        try {
            drawn = Walk.random(schema, seed, 4000).orElseThrow();
        } catch (EngineException e) {
            assertThat(e).hasMessageMatching(".*(found in nothing|that no text has).*");
            return;
        }
        String text = JsonMapper.shared().readTree(drawn).stringValue();
        assertThat(found(pattern, text)).as(schema + " " + drawn).isTrue();
        assertThat(text.codePointCount(0, text.length())).isBetween(least, least + width);
    }

    @Property(tries = 300)
    void a_text_is_as_long_as_it_may_be(
            @ForAll @IntRange(max = 40) int least, @ForAll @IntRange(max = 40) int width, @ForAll long seed) {
        String schema = "{\"type\":\"string\",\"minLength\":" + least + ",\"maxLength\":" + (least + width) + "}";
        JsonNode read = JsonMapper.shared().readTree(schema);
        String drawn = Walk.random(schema, seed, 4000).orElseThrow();
        assertThat(Valid.under(read, read, JsonMapper.shared().readTree(drawn)))
                .as(drawn)
                .isTrue();
        for (int length = Math.max(0, least - 2); length < least + width + 3; length++) {
            assertThat(Walk.takes(schema, "\"" + "🦋".repeat(length) + "\""))
                    .isEqualTo(length >= least && length <= least + width);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
            {"type":"string","pattern":"^[A-Z]{2}-\\\\d{4}$"} ; "AB-1234" ; "AB-12345"
            {"type":"string","pattern":"^[A-Z]{2}-\\\\d{4}$"} ; "\\u0041B-1234" ; "\\u0061B-1234"
            {"type":"string","pattern":"[A-Z]{2}"} ; "say AB" ; "say A"
            {"type":"string","pattern":"^(a*)*b$"} ; "aab" ; "aa"
            {"type":"string","pattern":"((?:a|^)){2}$$"} ; "a" ; "b"
            {"type":"string","pattern":"^(|a){3}$"} ; "aa" ; "aaaa"
            {"type":"string","pattern":"^a|b$"} ; "xb" ; "xa"
            {"type":"string","pattern":"^(\\\\([0-9]{3}\\\\))?[0-9]{3}-[0-9]{4}$"} ; "(888)555-1212" ; "(888)555-1212 "
            {"type":"string","pattern":"^\\"[^\\"\\\\\\\\]*\\"$"} ; "\\"x\\"" ; "x"
            {"type":"string","pattern":"^\\\\S+\\\\s\\\\S+$"} ; "a\\nb" ; "ab"
            {"type":"string","pattern":"^.$"} ; "🦋" ; "\\n"
            {"type":"string","pattern":"^\\\\u{1F98B}$"} ; "🦋" ; "a"
            {"type":"string","pattern":"^$"} ; "" ; "a"
            {"type":"string","pattern":"^(aa)*$","minLength":3,"maxLength":5} ; "aaaa" ; "aaa"
            {"type":"string","minLength":1} ; "/" ; ""
            {"type":"string","maxLength":1} ; "\\/" ; "ab"
            {"type":["string","null"],"maxLength":1} ; null ; "ab"
            {"minLength":2,"maxLength":2} ; "éé" ; "é"
            {"enum":["a","bb",1],"maxLength":1} ; "a" ; "bb"
            {"enum":["a","bb",1],"pattern":"b"} ; "bb" ; "a"
            {"type":"string","maxLength":99999999999999999999} ; "a" ; a
            """)
    void what_limits_mean(String schema, String within, String outside) {
        assertThat(Walk.takes(schema, within)).isTrue();
        assertThat(Walk.takes(schema, outside)).isFalse();
    }

    /** Each names what it is about, and none takes long. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?=a)b",
                "(?<n>a)",
                "(a)\\1",
                "\\bword",
                "\\p{L}",
                "a**",
                "a{2,1}",
                "a{,2}",
                "a{",
                "a{99999}",
                "a{99999999999}",
                "*",
                "(a",
                "a)",
                "[a",
                "[]",
                "[^]",
                "[z-a]",
                "[\\d-x]",
                "\\",
                "\\u12",
                "\\u{110000}",
                "\\ud83e",
                "a^",
                "[^\\s\\S]",
                "(a|b)*a(a|b){30}",
                "(.*.*)*=.{900}x.{900}",
                "((((a{1,99}){1,99}){1,99}){1,99}){1,99}",
                "(((((){0,9999}){0,9999}){0,9999}){0,9999}){0,9999}",
                "^(.{1,5000}){1,5000}$"
            })
    @Timeout(10)
    void patterns_that_are_not_served_are_refused_in_little_time(String pattern) {
        String schema = JsonMapper.shared().writeValueAsString(Map.of("type", "string", "pattern", pattern));
        EngineException refused = catchThrowableOfType(EngineException.class, () -> SchemaReader.read(schema));
        assertThat(refused.code()).isEqualTo(EngineException.Code.UNSUPPORTED);
        assertThat(refused).hasMessageContaining("pattern");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"string\",\"minLength\":2,\"maxLength\":1}",
                "{\"type\":\"string\",\"minLength\":-1}",
                "{\"type\":\"string\",\"minLength\":1.5}",
                "{\"type\":\"string\",\"minLength\":1000000}",
                "{\"type\":\"string\",\"pattern\":1}",
                "{\"type\":\"string\",\"pattern\":\"^a$\",\"minLength\":2}",
                "{\"type\":\"string\",\"pattern\":\"^(aa)*$\",\"minLength\":3,\"maxLength\":3}",
                "{\"enum\":[\"a\"],\"minLength\":2}",
                "{\"oneOf\":[{\"type\":\"string\"}],\"pattern\":\"a\"}"
            })
    void limits_that_leave_nothing_or_are_none_are_refused(String schema) {
        EngineException refused = catchThrowableOfType(EngineException.class, () -> SchemaReader.read(schema));
        assertThat(refused.code()).isEqualTo(EngineException.Code.UNSUPPORTED);
    }

    @Test
    void what_many_patterns_cost_is_bounded_together() {
        StringBuilder properties = new StringBuilder();
        for (int i = 0; i < 900; i++) {
            properties
                    .append(i == 0 ? "" : ",")
                    .append("\"p")
                    .append(i)
                    .append("\":{\"type\":\"string\",\"pattern\":\"");
            properties.append("(a|b)*a(a|b){9}").append(i).append("\"}");
        }
        String schema = "{\"type\":\"object\",\"properties\":{" + properties + "}}";
        long before = System.nanoTime();
        EngineException refused = catchThrowableOfType(EngineException.class, () -> SchemaReader.read(schema));
        assertThat(refused).hasMessageContaining("so many states");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }
}
