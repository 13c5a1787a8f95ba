package network.cocoon.workers.gpu.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunsTest {

    @Test
    void neighbours_of_near_lengths_are_looked_at_together_as_far_as_the_longest() {
        assertThat(runs(List.of(decode(0, 99), decode(1, 120), decode(2, 110)))).containsExactly(0, 3, 121);
    }

    @Test
    void a_gap_or_a_prompt_ends_a_run() {
        Segment prompt = new Segment(3, 0, new int[] {1, 2}, true);
        assertThat(runs(List.of(decode(0, 9), decode(2, 9), prompt, decode(4, 9), decode(5, 9))))
                .containsExactly(0, 1, 10, 1, 1, 10, 2, 1, 0, 3, 2, 10);
    }

    @Test
    void what_is_looked_at_in_vain_costs_less_than_the_calls_that_are_spared() {
        assertThat(runs(List.of(decode(0, 9), decode(1, 9 + Runs.CALL)))).containsExactly(0, 2, 10 + Runs.CALL);
        assertThat(runs(List.of(decode(0, 9), decode(1, 10 + Runs.CALL))))
                .containsExactly(0, 1, 10, 1, 1, 11 + Runs.CALL);
    }

    @Test
    void single_tokens_are_looked_at_by_blocks_as_far_as_there_are_positions() {
        List<Segment> two = List.of(decode(0, 63), decode(2, 64));
        assertThat(Runs.of(two, 64, 1_000)).containsExactly(0, 1, 64, 1, 1, 128);
        assertThat(Runs.of(two, 64, 100)).containsExactly(0, 1, 64, 1, 1, 100);
    }

    private static long[] runs(List<Segment> segments) {
        return Runs.of(segments, 1, 1_000);
    }

    private static Segment decode(int slot, int at) {
        return new Segment(slot, at, new int[] {1}, true);
    }
}
