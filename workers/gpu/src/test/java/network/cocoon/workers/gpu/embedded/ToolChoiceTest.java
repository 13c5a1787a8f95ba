package network.cocoon.workers.gpu.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.workers.gpu.chat.AnswerParts;
import network.cocoon.workers.gpu.chat.AnswerSplitter;
import network.cocoon.workers.gpu.decoder.Precision;
import network.cocoon.workers.gpu.engine.Cancellation;
import network.cocoon.workers.gpu.engine.ChatMessage;
import network.cocoon.workers.gpu.engine.EngineException;
import network.cocoon.workers.gpu.engine.Finish;
import network.cocoon.workers.gpu.engine.ForcedCall;
import network.cocoon.workers.gpu.engine.Prompt;
import network.cocoon.workers.gpu.engine.SamplingSettings;
import network.cocoon.workers.gpu.engine.TokenLogprob;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The model that is shipped has never seen a call, and makes valid ones under a template that knows them. */
class ToolChoiceTest {

    private static final String TOOLS = "[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":"
            + "{\"type\":\"object\",\"properties\":{\"city\":{\"enum\":[\"Bern\",\"Oslo\"]},\"days\":{\"type\":\"integer\"}},"
            + "\"required\":[\"city\",\"days\"]}}},"
            + "{\"type\":\"function\",\"function\":{\"name\":\"clock\",\"parameters\":"
            + "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}}}]";

    @TempDir
    static Path data;

    private static EmbeddedEngine engine;

    @BeforeAll
    static void load() throws IOException {
        TinyCopy.to(data.resolve("tiny"));
        String template = Files.readString(Path.of("src/test/jinja/templates/chatml.jinja"));
        Files.writeString(
                data.resolve("tiny/tokenizer_config.json"),
                JsonMapper.shared().writeValueAsString(Map.of("chat_template", template)));
        engine = EmbeddedEngine.load(data.resolve("tiny"), Precision.F32, EngineLimits.slots(1), () -> 1);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void a_call_that_is_demanded_is_made() {
        for (long seed = 1; seed <= 3; seed++) {
            Called called = call(new ForcedCall(Optional.empty()), seed);
            assertThat(called.finish.reason()).isEqualTo(Finish.Reason.STOP);
            assertThat(called.names).hasSize(1);
            assertThat(called.names.getFirst()).isIn("weather", "clock");
            JsonNode arguments = JsonMapper.shared().readTree(called.arguments.toString());
            assertThat(arguments.isObject()).isTrue();
            if (called.names.getFirst().equals("weather")) {
                assertThat(arguments.path("city").stringValue()).isIn("Bern", "Oslo");
                assertThat(arguments.path("days").isIntegralNumber()).isTrue();
            }
            assertThat(called.text).isEmpty();
            assertThat(called.finish.usage().completion()).isPositive();
        }
    }

    @Test
    void the_tool_that_is_named_is_called() {
        Called called = call(new ForcedCall(Optional.of("weather")), 7);
        assertThat(called.names).containsExactly("weather");
        assertThat(JsonMapper.shared().readTree(called.arguments.toString()).propertyNames())
                .containsExactly("city", "days");
    }

    @Test
    void a_tool_that_is_not_offered_is_refused() {
        assertThat(catchThrowableOfType(EngineException.class, () -> call(new ForcedCall(Optional.of("news")), 1))
                        .code())
                .isEqualTo(EngineException.Code.UNSUPPORTED);
    }

    private static final class Called implements AnswerParts {

        private final List<String> names = new ArrayList<>();
        private final StringBuilder arguments = new StringBuilder();
        private final StringBuilder text = new StringBuilder();
        private Finish finish = new Finish(Finish.Reason.CANCELLED, TokenUsage.NONE);

        @Override
        public void part(Part part, TokenUsage usage) {
            switch (part) {
                case Part.Call call -> names.add(call.name());
                case Part.Arguments more -> arguments.append(more.json());
                case Part.Text more -> text.append(more.text());
                case Part.Reasoning _ -> throw new AssertionError("this model does not reason");
            }
        }

        @Override
        public void logprobs(TokenLogprob token) {}

        @Override
        public void flush() {}

        @Override
        public void finished(Finish end) {
            finish = end;
        }
    }

    private static Called call(ForcedCall call, long seed) {
        Called called = new Called();
        Prompt prompt = new Prompt(
                List.of(new ChatMessage(ChatMessage.Role.USER, "How is the weather in Bern?")),
                new SamplingSettings(1, 1, 0, 0, 0, 1, OptionalLong.of(seed), List.of()),
                400,
                1000,
                Optional.of(TOOLS),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(call));
        engine.generate(prompt, new AnswerSplitter(called), Cancellation.NEVER);
        return called;
    }
}
