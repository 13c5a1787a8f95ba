package network.cocoon.workers.gpu.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.kernel.TokenUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoEngineTest {

    @Test
    void gives_the_words_back() {
        Kept kept = run(EchoEngine.words(), 10);
        assertThat(kept.deltas).containsExactly("one ", "two  ", "three");
        assertThat(kept.finishes).containsExactly(new Finish(Finish.Reason.STOP, new TokenUsage(3, 0, 3, 0)));
    }

    @Test
    void gives_frames_up_to_the_limit() {
        Kept kept = run(EchoEngine.frames(50, 128), 2);
        assertThat(kept.deltas).containsExactly("x".repeat(128), "x".repeat(128));
        assertThat(kept.finishes).containsExactly(new Finish(Finish.Reason.LENGTH, new TokenUsage(3, 0, 2, 0)));
    }

    @Test
    void a_prompt_can_order_frames_each_for_itself() {
        Kept kept = new Kept();
        EchoEngine.words().generate(prompt("frames=3 bytes=4", 10), kept, Cancellation.NEVER);
        assertThat(kept.deltas).containsExactly("xxxx", "xxxx", "xxxx");
        assertThat(kept.flushed).containsExactly(1, 2, 3);
        assertThat(kept.usages.getLast()).isEqualTo(new TokenUsage(2, 0, 3, 0));
        assertThat(kept.finishes).containsExactly(new Finish(Finish.Reason.STOP, new TokenUsage(2, 0, 3, 0)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"frames=0 bytes=4", "frames=3 bytes=0", "frames=3", "frames=3 bytes=4 ", "frames=3 bytes=99999"})
    void anything_that_is_no_order_is_given_back(String text) {
        Kept kept = new Kept();
        EchoEngine.words().generate(prompt(text, 10), kept, Cancellation.NEVER);
        assertThat(String.join("", kept.deltas)).isEqualTo(text);
        assertThat(kept.flushed).isEmpty();
    }

    @Test
    void what_is_owed_is_counted_with_each_word() {
        Kept kept = run(EchoEngine.words(), 2);
        assertThat(kept.usages).containsExactly(new TokenUsage(3, 0, 1, 0), new TokenUsage(3, 0, 2, 0));
    }

    private static Kept run(Engine engine, int most) {
        Kept kept = new Kept();
        engine.generate(prompt("one two  three", most), kept, Cancellation.NEVER);
        return kept;
    }

    private static Prompt prompt(String text, int most) {
        return new Prompt(List.of(new ChatMessage(ChatMessage.Role.USER, text)), SamplingSettings.GREEDY, most);
    }

    private static final class Kept implements TokenSink {

        private final List<String> deltas = new ArrayList<>();
        private final List<TokenUsage> usages = new ArrayList<>();
        private final List<Integer> flushed = new ArrayList<>();
        private final List<Finish> finishes = new ArrayList<>();

        @Override
        public void text(String delta, TokenUsage usage) {
            deltas.add(delta);
            usages.add(usage);
        }

        @Override
        public void flush() {
            flushed.add(deltas.size());
        }

        @Override
        public void finished(Finish finish) {
            finishes.add(finish);
        }
    }
}
