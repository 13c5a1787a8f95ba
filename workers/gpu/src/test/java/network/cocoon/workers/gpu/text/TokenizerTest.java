package network.cocoon.workers.gpu.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.workers.gpu.model.ModelException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {

    private static Tokenizer tokenizer;

    @BeforeAll
    static void load() throws IOException {
        tokenizer = Tokenizer.of(Files.readAllBytes(Path.of("src/main/models/cocoon-tiny/tokenizer.json")));
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A plain line.", "  spaces \n\n kept ", "naïve Ω 漢字 and 🐛🦋 wings", "12 345,6"})
    void gives_out_the_text_in_whole_characters(String text) {
        IncrementalDecoder decoder = new IncrementalDecoder(tokenizer);
        List<String> deltas = new ArrayList<>();
        for (int token : tokenizer.encode(text)) {
            deltas.add(decoder.add(token));
        }
        assertThat(decoder.finish()).isEmpty();
        assertThat(String.join("", deltas)).isEqualTo(text);
        assertThat(deltas).noneMatch(d -> d.contains("\uFFFD"));
        assertThat(deltas).noneMatch(d -> !d.isEmpty() && Character.isHighSurrogate(d.charAt(d.length() - 1)));
    }

    @Test
    void gives_out_a_cut_character_only_at_the_end() {
        int[] butterfly = tokenizer.encode("🦋");
        IncrementalDecoder decoder = new IncrementalDecoder(tokenizer);
        assertThat(butterfly.length).isGreaterThan(1);
        assertThat(decoder.add(butterfly[0])).isEmpty();
        assertThat(decoder.finish()).isEqualTo("\uFFFD");
    }

    @Test
    void does_not_truncate() {
        assertThat(tokenizer.encode("word ".repeat(3000)).length).isGreaterThanOrEqualTo(3000);
    }

    @Test
    void a_broken_tokenizer_is_refused_by_name() {
        assertThatThrownBy(() -> Tokenizer.of("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(ModelException.class, e -> assertThat(e.code())
                        .isEqualTo(ModelException.Code.TOKENIZER_INVALID));
    }
}
