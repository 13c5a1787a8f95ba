package network.cocoon.workers.gpu.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import network.cocoon.workers.gpu.model.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The demonstration model's tokenizer, made to exhaust whoever loads it. */
@Timeout(60)
class HostileTokenizerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Test
    void what_makes_much_of_little_is_refused() throws Exception {
        refused(json -> {
            ArrayNode list =
                    json.putObject("normalizer").put("type", "Sequence").putArray("normalizers");
            for (int i = 0; i < 12; i++) {
                ObjectNode replace = list.addObject().put("type", "Replace").put("content", "aaaaaaaaaaaaaaaa");
                replace.putObject("pattern").put("String", "a");
            }
        });
        refused(json -> json.putObject("normalizer").put("type", "Prepend").put("prepend", "x".repeat(100_000)));
        refused(json -> {
            ObjectNode at = json.putObject("pre_tokenizer");
            for (int i = 0; i < 100; i++) {
                at = at.put("type", "Sequence").putArray("pretokenizers").addObject();
            }
        });
    }

    @Test
    void what_no_model_has_is_refused() throws Exception {
        refused(json -> vocab(json).put("x".repeat(5000), 7));
        refused(json -> vocab(json).put("negative", -1));
        refused(json -> vocab(json).put("far", Integer.MAX_VALUE));
        refused(json -> vocab(json).put("half", 1.5));
        refused(json -> ((ObjectNode) json.get("model")).put("type", "Unigram"));
        refused(json -> added(json, "", 5));
        refused(json -> added(json, "y".repeat(2000), 5));
        refused(json -> {
            for (int i = 0; i < 20_000; i++) {
                added(json, "t" + i, 1600 + i);
            }
        });
        refused(json -> json.putObject("decoder").put("type", "CTC"));
        refused(json -> ((ArrayNode) json.get("model").get("merges")).insert(0, "no such"));
    }

    /** The native library ends the process when it backtracks too long, so these must not reach it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)+$b",
                "(a|a)*b",
                "(?:a?){50}",
                "\\s*\\s*x",
                "a*b*c*",
                "(a)\\1",
                "a{1,}b*c*d",
                "(",
                "[a",
                "a**"
            })
    void a_pattern_that_backtracks_for_ever_is_refused(String pattern) throws Exception {
        refused(json -> {
            ObjectNode split =
                    json.putObject("pre_tokenizer").put("type", "Split").put("behavior", "Isolated");
            split.put("invert", false).putObject("pattern").put("Regex", pattern);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
                "\\p{N}{1,3}",
                "[一-龥぀-ゟ゠-ヿ]+",
                "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
                "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}]*[\\p{Ll}\\p{M}]+(?i:'s|'t|'re)?|\\p{N}{1,3}"
            })
    void patterns_of_real_models_are_allowed(String pattern) {
        assertThat(PatternRules.allows(pattern)).isTrue();
    }

    private static ObjectNode vocab(ObjectNode json) {
        return (ObjectNode) json.get("model").get("vocab");
    }

    private static void added(ObjectNode json, String content, int id) {
        ((ArrayNode) json.get("added_tokens"))
                .addObject()
                .put("id", id)
                .put("content", content)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", true);
    }

    private static void refused(Consumer<ObjectNode> change) throws Exception {
        ObjectNode json = (ObjectNode)
                JsonMapper.shared().readTree(Files.readAllBytes(Path.of("src/main/models/cocoon-tiny/tokenizer.json")));
        change.accept(json);
        byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
        ModelException refused = catchThrowableOfType(ModelException.class, () -> Tokenizer.of(bytes, PATIENCE));
        assertThat(refused.code()).isEqualTo(ModelException.Code.TOKENIZER_INVALID);
    }
}
