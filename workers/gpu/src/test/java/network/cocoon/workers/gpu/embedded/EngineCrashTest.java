package network.cocoon.workers.gpu.embedded;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import network.cocoon.workers.gpu.decoder.Decoder;
import network.cocoon.workers.gpu.decoder.Precision;
import network.cocoon.workers.gpu.engine.Cancellation;
import network.cocoon.workers.gpu.engine.EngineException;
import network.cocoon.workers.gpu.model.LoadProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real decoder, whose memory is taken away in the middle of two answers. */
@Timeout(30)
class EngineCrashTest {

    private static final int[] PROMPT = {1534, 816, 10, 294, 277, 363, 63, 1535, 10, 1534, 803, 10};
    private static final int SLOTS = 2;

    private final Decoder decoder = Decoder.load(
                    Path.of("src/main/models/cocoon-tiny"), Precision.F32, LoadProgress.SILENT)
            .decoder();
    private final DecoderStepper stepper = new DecoderStepper(decoder, SLOTS, 128);

    @Test
    void answers_under_way_fail_and_the_next_are_what_they_were() {
        try (Scheduler scheduler = new Scheduler(stepper, SLOTS)) {
            List<Integer> before = answer(scheduler, 20);
            List<Sequence> two =
                    List.of(scheduler.join(PROMPT, Cancellation.NEVER), scheduler.join(PROMPT, Cancellation.NEVER));
            for (Sequence sequence : two) {
                assertThat(next(scheduler, sequence)).isEqualTo(before.getFirst());
            }
            stepper.slots.close();
            for (Sequence sequence : two) {
                scheduler.choose(sequence, before.getFirst());
            }
            for (Sequence sequence : two) {
                assertThatThrownBy(() -> scheduler.logits(sequence))
                        .isInstanceOfSatisfying(EngineException.class, e -> assertThat(e.code())
                                .isEqualTo(EngineException.Code.CRASHED));
                scheduler.leave(sequence);
            }
            assertThat(scheduler.isOpen()).isTrue();
            assertThat(answer(scheduler, 20)).isEqualTo(before);
        }
    }

    private static List<Integer> answer(Scheduler scheduler, int most) {
        Sequence sequence = scheduler.join(PROMPT, Cancellation.NEVER);
        List<Integer> tokens = new ArrayList<>();
        try {
            while (tokens.size() < most) {
                tokens.add(next(scheduler, sequence));
                scheduler.choose(sequence, tokens.getLast());
            }
            return tokens;
        } finally {
            scheduler.leave(sequence);
        }
    }

    /** The likeliest. */
    private static int next(Scheduler scheduler, Sequence sequence) {
        float[] logits = requireNonNull(scheduler.logits(sequence));
        return IntStream.range(0, logits.length)
                .reduce((a, b) -> logits[b] > logits[a] ? b : a)
                .orElseThrow();
    }
}
