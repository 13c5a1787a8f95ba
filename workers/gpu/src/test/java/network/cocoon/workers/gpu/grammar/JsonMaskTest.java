package network.cocoon.workers.gpu.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import network.cocoon.workers.gpu.engine.AnswerForm;
import network.cocoon.workers.gpu.engine.AnswerFormat;
import network.cocoon.workers.gpu.engine.EngineException;
import network.cocoon.workers.gpu.text.TokenMask;
import network.cocoon.workers.gpu.text.Tokenizer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** With the vocabulary of the demonstration model; what is drawn is drawn at random, as a model that knows nothing would. */
class JsonMaskTest {

    private static final int END = 1535;

    private static Tokenizer tokenizer;
    private static JsonAnswers answers;

    @BeforeAll
    static void load() throws IOException {
        tokenizer = Tokenizer.of(Files.readAllBytes(Path.of("src/main/models/cocoon-tiny/tokenizer.json")));
        answers = new JsonAnswers(tokenizer, List.of(END));
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"},\"é\\\"\":{\"enum\":[\"a\",\"ab\",1,12,null]}},"
                        + "\"required\":[\"n\"],\"additionalProperties\":false}",
                "{\"type\":\"array\",\"items\":{\"type\":[\"number\",\"null\",\"string\"]},\"minItems\":2,\"maxItems\":3}",
                "{\"$defs\":{\"t\":{\"type\":\"object\",\"properties\":{\"l\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/t\"},"
                        + "\"maxItems\":1}},\"required\":[\"l\"]}},\"$ref\":\"#/$defs/t\"}",
                "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"boolean\"}}",
                "{\"type\":\"array\",\"items\":{\"type\":\"integer\",\"minimum\":-3,\"maximum\":120},\"minItems\":1,\"maxItems\":4}",
                "{\"type\":\"number\",\"exclusiveMinimum\":0,\"maximum\":1}",
                "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"minLength\":3,\"maxLength\":9},\"minItems\":2,\"maxItems\":4}",
                "{\"type\":\"string\",\"minLength\":60}",
                "{\"type\":\"string\",\"pattern\":\"^[A-Z][a-z]+( [A-Z][a-z]+)*$\",\"maxLength\":20}",
                "{\"type\":\"string\",\"pattern\":\"é+🦋\",\"maxLength\":200}",
                "{\"anyOf\":[{\"type\":\"string\"},{\"const\":{\"a\":[1,\"x\"]}},{\"type\":\"integer\"}]}"
            })
    void whatever_is_drawn_is_valid(String schema) {
        JsonNode read = JsonMapper.shared().readTree(schema);
        int whole = 0;
        for (int seed = 0; seed < 40; seed++) {
            Optional<String> drawn = drawn(new AnswerFormat(Optional.of(schema)), seed, 400);
            if (drawn.isPresent()) {
                whole++;
                JsonNode answer = JsonMapper.shared().readTree(drawn.get());
                assertThat(Valid.under(read, read, answer)).as(drawn.get()).isTrue();
            }
        }
        assertThat(whole).isGreaterThan(10);
    }

    @Test
    void any_object_is_an_object() {
        for (int seed = 0; seed < 30; seed++) {
            drawn(new AnswerFormat(Optional.empty()), seed, 300).ifPresent(answer -> assertThat(
                            JsonMapper.shared().readTree(answer).isObject())
                    .isTrue());
        }
    }

    /** What is valid must not be shut out: each document is followed token by token. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {} | [1, -0.5e+10, "naïve \\u00e9 🦋 \\n", {"a": {}}, [], true, null]
            {} | {"a":{"b":[{"c":"d"}]}}
            {"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":["b"]} | { "b" : 12 }
            {"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":["b"]} | {"a":"", "b":0}
            {"enum":["yes","no",1,12]} | 12
            """)
    void what_is_valid_can_be_written(String schema, String document) {
        TokenMask mask = answers.mask(Optional.of(new AnswerFormat(Optional.of(schema))), AnswerForm.PLAIN);
        for (int token : tokenizer.encode(document)) {
            assertThat(allowed(mask)).contains(token);
            mask.took(token);
        }
        assertThat(allowed(mask)).contains(END);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"string\",\"pattern\":\"(?=a)b\"}",
                "{\"type\":\"integer\",\"multipleOf\":2}",
                "{\"anyOf\":[{\"type\":\"object\"},{\"type\":\"object\"}]}",
                "{\"$ref\":\"#\"}",
                "{\"$ref\":\"other.json\"}",
                "{\"$ref\":\"#/nothing\"}",
                "{\"type\":\"object\",\"required\":[\"a\"]}",
                "{\"type\":\"thing\"}",
                "{\"enum\":[]}",
                "not JSON",
                "[]"
            })
    void what_is_not_built_is_refused(String schema) {
        EngineException refused = catchThrowableOfType(
                EngineException.class,
                () -> answers.mask(Optional.of(new AnswerFormat(Optional.of(schema))), AnswerForm.PLAIN));
        assertThat(refused.code()).isEqualTo(EngineException.Code.UNSUPPORTED);
    }

    @Test
    void a_schema_that_never_ends_ends_all_the_same() {
        String endless = "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#\"}},\"required\":[\"a\"]}";
        TokenMask mask = answers.mask(Optional.of(new AnswerFormat(Optional.of(endless))), AnswerForm.PLAIN);
        List<Integer> last = List.of();
        for (int i = 0; i < 3000 && !last.contains(END); i++) {
            last = allowed(mask);
            mask.took(last.stream().filter(JsonMaskTest::shows).findFirst().orElse(END));
        }
        assertThat(last).contains(END);
    }

    /** Nothing if it was not whole after so many tokens. */
    private static Optional<String> drawn(AnswerFormat format, int seed, int most) {
        TokenMask mask = answers.mask(Optional.of(format), AnswerForm.PLAIN);
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> drawn = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            List<Integer> allowed = allowed(mask);
            assertThat(allowed).isNotEmpty();
            // A model that means to come to an end: structure rather than more text.
            List<Integer> closing = i < 20
                    ? List.of()
                    : allowed.stream().filter(JsonMaskTest::closes).toList();
            List<Integer> from = closing.isEmpty() ? allowed : closing;
            int token = from.get(random.nextInt(from.size()));
            if (token == END) {
                return Optional.of(tokenizer.decode(drawn));
            }
            drawn.add(token);
            mask.took(token);
        }
        return Optional.empty();
    }

    private static boolean shows(int token) {
        byte[] bytes = tokenizer.vocabulary().orElseThrow().bytes(token);
        return bytes.length > 0 && bytes[0] > ' ';
    }

    private static boolean closes(int token) {
        if (token == END) {
            return true;
        }
        String text = new String(tokenizer.vocabulary().orElseThrow().bytes(token), StandardCharsets.ISO_8859_1);
        return text.equals("\"") || text.equals("}") || text.equals("]") || text.equals(":") || text.equals("0");
    }

    private static List<Integer> allowed(TokenMask mask) {
        float[] logits = new float[1536];
        mask.apply(logits);
        List<Integer> allowed = new ArrayList<>();
        for (int i = 0; i < logits.length; i++) {
            if (logits[i] == 0) {
                allowed.add(i);
            }
        }
        return allowed;
    }
}
