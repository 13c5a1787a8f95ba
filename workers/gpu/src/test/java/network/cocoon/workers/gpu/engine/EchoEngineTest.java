package network.cocoon.workers.gpu.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.kernel.TokenUsage;
import org.junit.jupiter.api.Test;

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

    private static Kept run(Engine engine, int most) {
        Kept kept = new Kept();
        ChatMessage message = new ChatMessage(ChatMessage.Role.USER, "one two  three");
        engine.generate(new Prompt(List.of(message), SamplingSettings.GREEDY, most), kept, Cancellation.NEVER);
        return kept;
    }

    private static final class Kept implements TokenSink {

        private final List<String> deltas = new ArrayList<>();
        private final List<Finish> finishes = new ArrayList<>();

        @Override
        public void text(String delta) {
            deltas.add(delta);
        }

        @Override
        public void finished(Finish finish) {
            finishes.add(finish);
        }
    }
}
