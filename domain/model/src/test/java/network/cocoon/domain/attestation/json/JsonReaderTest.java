package network.cocoon.domain.attestation.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    @Test
    void reads_what_intel_writes() throws JsonException {
        assertThat(read(" {\"a\" : [1, -2, true, null], \"b\":\"x\\u0041\\n\"} "))
                .isEqualTo(new Json.Obj(Map.of(
                        "a",
                        new Json.Arr(List.of(new Json.Num(1), new Json.Num(-2), new Json.Bool(true), new Json.Null())),
                        "b",
                        new Json.Text("xA\n"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,}",
                "{\"a\" 1}",
                "[1,]",
                "[1 2]",
                "01",
                "-",
                "1.0",
                "1e3",
                "9999999999999999999",
                "tru",
                "\"\u0001\"",
                "\"\\x\"",
                "\"\\u00g0\"",
                "\"",
                "{} {}",
                "\ufeff{}",
                "'a'"
            })
    void refuses_what_two_readers_could_read_differently(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(JsonException.class);
    }

    @Test
    void refuses_deep_nesting_broken_text_and_long_documents() {
        assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> JsonReader.read(new byte[] {'"', (byte) 0xff, '"'}, 9))
                .isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> JsonReader.read(new byte[10], 9)).isInstanceOf(JsonException.class);
    }

    @Property(tries = 5000)
    void any_text_is_a_document_or_refused(
            @ForAll @AlphaChars @Chars({'{', '}', '[', ']', '"', ':', ',', '\\', '0', '-', ' '}) @StringLength(max = 60)
                    String text) {
        try {
            assertThat(read(text)).isNotNull();
        } catch (JsonException refused) {
            assertThat(refused).hasMessageNotContaining("null");
        }
    }

    private static Json read(String text) throws JsonException {
        return JsonReader.read(text.getBytes(StandardCharsets.UTF_8), 1 << 20);
    }
}
