package network.cocoon.workers.gpu.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import network.cocoon.workers.gpu.engine.SamplingSettings;
import org.junit.jupiter.api.Test;

class SamplerTest {

    private static final float[] LOGITS = {0, 3, 1, 2, 3};

    @Test
    void greedy_takes_the_likeliest_and_the_lower_id_among_equals() {
        assertThat(sampler(SamplingSettings.GREEDY, 1).next(LOGITS.clone())).isEqualTo(1);
    }

    @Test
    void top_k_and_top_p_leave_only_the_likeliest() {
        Sampler topK = sampler(settings(1, 1, 2, 0, 1), 5);
        Sampler topP = sampler(settings(1, 0.7, 0, 0, 1), 5);
        assertThat(IntStream.range(0, 200).map(i -> topK.next(LOGITS.clone()))).containsOnly(1, 4);
        assertThat(IntStream.range(0, 200).map(i -> topP.next(LOGITS.clone()))).containsOnly(1, 4);
    }

    @Test
    void one_seed_draws_the_same() {
        Sampler a = sampler(settings(1.5, 1, 0, 0, 1), 9);
        Sampler b = sampler(settings(1.5, 1, 0, 0, 1), 9);
        assertThat(IntStream.range(0, 50).map(i -> a.next(LOGITS.clone())).toArray())
                .isEqualTo(
                        IntStream.range(0, 50).map(i -> b.next(LOGITS.clone())).toArray());
    }

    @Test
    void penalties_turn_to_other_tokens() {
        Sampler frequency = sampler(settings(0, 1, 0, 2, 1), 1);
        assertThat(IntStream.range(0, 3)
                        .map(i -> frequency.next(LOGITS.clone()))
                        .toArray())
                .containsExactly(1, 4, 3);
        Sampler repetition = new Sampler(settings(0, 1, 0, 0, 2), new int[] {1}, new Random(1));
        assertThat(repetition.next(LOGITS.clone())).isEqualTo(4);
    }

    private static SamplingSettings settings(
            double temperature, double topP, int topK, double frequency, double repetition) {
        return new SamplingSettings(temperature, topP, topK, frequency, 0, repetition, OptionalLong.empty(), List.of());
    }

    private static Sampler sampler(SamplingSettings settings, long seed) {
        return new Sampler(settings, new int[0], new Random(seed));
    }
}
