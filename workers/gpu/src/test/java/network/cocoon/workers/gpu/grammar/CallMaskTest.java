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
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.workers.gpu.chat.AnswerParts;
import network.cocoon.workers.gpu.chat.AnswerSplitter;
import network.cocoon.workers.gpu.engine.AnswerForm;
import network.cocoon.workers.gpu.engine.AnswerForm.Tools;
import network.cocoon.workers.gpu.engine.ChatMessage;
import network.cocoon.workers.gpu.engine.EngineException;
import network.cocoon.workers.gpu.engine.Finish;
import network.cocoon.workers.gpu.engine.ForcedCall;
import network.cocoon.workers.gpu.engine.Prompt;
import network.cocoon.workers.gpu.engine.SamplingSettings;
import network.cocoon.workers.gpu.engine.TokenLogprob;
import network.cocoon.workers.gpu.text.TokenMask;
import network.cocoon.workers.gpu.text.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is drawn is drawn at random, and read as every answer is. */
class CallMaskTest {

    private static final int END = 1535;
    private static final int MARKS = 1536;
    private static final int IDS = 1543;

    private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{\"city\":{\"enum\":[\"Bern\",\"Oslo\"]},"
            + "\"days\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":14},"
            + "\"zip\":{\"type\":\"string\",\"pattern\":\"^[0-9]{4}$\"},\"on\":{\"type\":\"string\",\"format\":\"date\"}},"
            + "\"required\":[\"city\",\"zip\"]}";

    /** Names where one begins with all of another, parameters or none. */
    private static final String TOOLS = tools("a", SCHEMA) + "," + tools("a.b", "null") + "," + tools("ab", "{}");

    private static String tools(String name, String parameters) {
        return "{\"type\":\"function\",\"function\":{\"name\":\"" + name + "\",\"parameters\":" + parameters + "}}";
    }

    enum Own {
        /** Marks are tokens of the model. */
        TOKENS(false),
        /** They are tokens that text does not show, so they are spelled. */
        HIDDEN_TOKENS(true),
        NONE(false);

        private final boolean special;

        Own(boolean special) {
            this.special = special;
        }
    }

    private static Tokenizer tokenizer(Own own) throws IOException {
        String json = Files.readString(Path.of("src/main/models/cocoon-tiny/tokenizer.json"));
        StringBuilder marks = new StringBuilder();
        int id = MARKS;
        for (String mark : List.of(
                "<tool_call>",
                "</tool_call>",
                "<｜tool▁calls▁begin｜>",
                "<｜tool▁call▁begin｜>",
                "<｜tool▁sep｜>",
                "<｜tool▁call▁end｜>",
                "<｜tool▁calls▁end｜>")) {
            marks.append(",{\"id\":").append(id++).append(",\"content\":\"").append(mark);
            marks.append("\",\"single_word\":false,\"lstrip\":false,\"rstrip\":false,\"normalized\":false,\"special\":")
                    .append(own.special)
                    .append("}");
        }
        // Behind the others: the library numbers them as they come.
        int end = json.indexOf(']', json.indexOf("\"added_tokens\""));
        String changed = own == Own.NONE ? json : json.substring(0, end) + marks + json.substring(end);
        return Tokenizer.of(changed.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(Own.class)
    void whatever_is_drawn_is_one_valid_call(Own own) throws IOException {
        try (Tokenizer tokenizer = tokenizer(own)) {
            JsonAnswers answers = new JsonAnswers(tokenizer, List.of(END));
            for (Tools form : List.of(Tools.TAGGED, Tools.SEPARATED, Tools.FENCED)) {
                for (int seed = 0; seed < 3; seed++) {
                    TokenMask mask =
                            answers.mask(prompt(new ForcedCall(Optional.empty())), new AnswerForm(false, false, form));
                    List<Integer> drawn = drawn(tokenizer, mask, seed);
                    assertThat(drawn.stream().anyMatch(token -> token >= MARKS)).isEqualTo(own == Own.TOKENS);
                    assertThat(check(read(tokenizer.decode(drawn), form))).isIn("a", "a.b", "ab");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Tools.class,
            names = {"TAGGED", "SEPARATED", "FENCED"})
    void the_named_tool_is_called(Tools form) throws IOException {
        try (Tokenizer tokenizer = tokenizer(Own.TOKENS)) {
            JsonAnswers answers = new JsonAnswers(tokenizer, List.of(END));
            for (String name : List.of("a", "a.b", "ab")) {
                TokenMask mask =
                        answers.mask(prompt(new ForcedCall(Optional.of(name))), new AnswerForm(false, false, form));
                assertThat(check(read(tokenizer.decode(drawn(tokenizer, mask, 1)), form)))
                        .isEqualTo(name);
            }
        }
    }

    /** As the model's own tokenizer would write it, and thoughts first where it thinks. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TAGGED|<tool_call>~{\"name\": \"a\", \"arguments\": {\"city\": \"Bern\", \"days\": 3, \"zip\": \"3011\", \"on\": \"2026-11-22\"}}~</tool_call>",
                "SEPARATED|<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>a<｜tool▁sep｜>{\"city\":\"Oslo\",\"zip\":\"0150\"}<｜tool▁call▁end｜><｜tool▁calls▁end｜>",
                "FENCED|<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>ab~```json~{\"x\":[1]}~```<｜tool▁call▁end｜><｜tool▁calls▁end｜>"
            })
    void what_models_write_can_be_written(Tools form, String call) throws IOException {
        try (Tokenizer tokenizer = tokenizer(Own.TOKENS)) {
            TokenMask mask = new JsonAnswers(tokenizer, List.of(END))
                    .mask(prompt(new ForcedCall(Optional.empty())), new AnswerForm(true, false, form));
            for (int token : tokenizer.encode("\n" + call.replace('~', '\n'))) {
                assertThat(allowed(mask)).contains(token).doesNotContain(END);
                mask.took(token);
            }
            assertThat(allowed(mask)).containsExactly(END);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "{}",
                "[]",
                "[{\"type\":\"function\",\"function\":{\"name\":\"a b\"}}]",
                "[{\"type\":\"function\",\"function\":{}}]",
                "[{\"function\":{\"name\":\"a\"}},{\"function\":{\"name\":\"a\"}}]",
                "[{\"function\":{\"name\":\"other\"}}]",
                "[{\"function\":{\"name\":\"a\",\"parameters\":{\"type\":\"string\"}}}]",
                "[{\"function\":{\"name\":\"a\",\"parameters\":{\"type\":[\"object\",\"null\"]}}}]",
                "[{\"function\":{\"name\":\"a\",\"parameters\":{\"type\":\"object\",\"minProperties\":1}}}]"
            })
    void what_cannot_be_called_is_refused(String tools) throws IOException {
        try (Tokenizer tokenizer = tokenizer(Own.NONE)) {
            JsonAnswers answers = new JsonAnswers(tokenizer, List.of(END));
            Prompt prompt = prompt(tools, new ForcedCall(Optional.of("a")));
            EngineException refused = catchThrowableOfType(
                    EngineException.class, () -> answers.mask(prompt, new AnswerForm(false, false, Tools.TAGGED)));
            assertThat(refused.code()).isEqualTo(EngineException.Code.UNSUPPORTED);
        }
    }

    /** Together they may cost no more than one. */
    @Test
    void the_patterns_of_many_tools_are_refused_in_little_time() throws IOException {
        StringBuilder tools = new StringBuilder("[");
        for (int i = 0; i < 100; i++) {
            String pattern = "(a|b)*a(a|b){9}" + i;
            String schema = "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"string\",\"pattern\":\"" + pattern
                    + "\"}}}";
            tools.append(i == 0 ? "" : ",").append(tools("t" + i, schema));
        }
        Prompt prompt = prompt(tools + "]", new ForcedCall(Optional.empty()));
        try (Tokenizer tokenizer = tokenizer(Own.NONE)) {
            JsonAnswers answers = new JsonAnswers(tokenizer, List.of(END));
            EngineException refused = catchThrowableOfType(
                    EngineException.class, () -> answers.mask(prompt, new AnswerForm(false, false, Tools.TAGGED)));
            assertThat(refused.code()).isEqualTo(EngineException.Code.UNSUPPORTED);
            assertThat(refused).hasMessageContaining("so many states");
        }
    }

    private static Prompt prompt(ForcedCall call) {
        return prompt("[" + TOOLS + "]", call);
    }

    private static Prompt prompt(String tools, ForcedCall call) {
        return new Prompt(
                List.of(new ChatMessage(ChatMessage.Role.USER, "Weather?")),
                SamplingSettings.GREEDY,
                9,
                99,
                Optional.of(tools),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(call));
    }

    /** The name of the one call, whose arguments are as its tool has them. */
    private static String check(List<AnswerParts.Part> parts) {
        assertThat(parts).noneMatch(AnswerParts.Part.Text.class::isInstance);
        List<String> names = new ArrayList<>();
        StringBuilder arguments = new StringBuilder();
        for (AnswerParts.Part part : parts) {
            if (part instanceof AnswerParts.Part.Call(int index, String name)) {
                assertThat(index).isZero();
                names.add(name);
            } else if (part instanceof AnswerParts.Part.Arguments(int _, String json)) {
                arguments.append(json);
            }
        }
        assertThat(names).hasSize(1);
        JsonNode value = JsonMapper.shared().readTree(arguments.toString());
        JsonNode schema = JsonMapper.shared().readTree(names.getFirst().equals("a") ? SCHEMA : "{\"type\":\"object\"}");
        assertThat(Valid.under(schema, schema, value)).as(arguments.toString()).isTrue();
        return names.getFirst();
    }

    private static List<AnswerParts.Part> read(String text, Tools form) {
        List<AnswerParts.Part> parts = new ArrayList<>();
        AnswerSplitter splitter = new AnswerSplitter(new AnswerParts() {
            @Override
            public void part(Part part, TokenUsage usage) {
                parts.add(part);
            }

            @Override
            public void logprobs(TokenLogprob token) {}

            @Override
            public void flush() {}

            @Override
            public void finished(Finish finish) {}
        });
        splitter.begins(new AnswerForm(false, false, form));
        splitter.text(text, TokenUsage.NONE);
        splitter.finished(new Finish(Finish.Reason.STOP, TokenUsage.NONE));
        return parts;
    }

    private static List<Integer> drawn(Tokenizer tokenizer, TokenMask mask, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> drawn = new ArrayList<>();
        while (drawn.size() < 2000) {
            List<Integer> allowed = allowed(mask);
            assertThat(allowed).isNotEmpty();
            // A model that means to come to an end: structure rather than more text.
            List<Integer> closing = drawn.size() < 30
                    ? List.of()
                    : allowed.stream().filter(token -> closes(tokenizer, token)).toList();
            List<Integer> from = closing.isEmpty() ? allowed : closing;
            int token = from.get(random.nextInt(from.size()));
            if (token == END) {
                return drawn;
            }
            drawn.add(token);
            mask.took(token);
        }
        throw new AssertionError("no end after 2000 tokens");
    }

    private static boolean closes(Tokenizer tokenizer, int token) {
        if (token == END || token >= MARKS) {
            return true;
        }
        String text = new String(tokenizer.vocabulary().orElseThrow().bytes(token), StandardCharsets.ISO_8859_1);
        return List.of("\"", "}", "]", ":", "0").contains(text);
    }

    private static List<Integer> allowed(TokenMask mask) {
        float[] logits = new float[IDS];
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
