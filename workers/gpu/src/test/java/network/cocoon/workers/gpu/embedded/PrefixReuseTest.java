package network.cocoon.workers.gpu.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.workers.gpu.decoder.Segment;
import network.cocoon.workers.gpu.engine.Cancellation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which sequences find what others left, and which never do. */
@Timeout(30)
class PrefixReuseTest {

    private static final Optional<Digest> MINE = Optional.of(Digest.sha256(new byte[] {1}));
    private static final Optional<Digest> YOURS = Optional.of(Digest.sha256(new byte[] {2}));

    private final CountingStepper stepper = new CountingStepper();
    private final Scheduler scheduler = new Scheduler(stepper, 2);

    @AfterEach
    void close() {
        scheduler.close();
    }

    @Test
    void whole_blocks_are_reused_under_the_same_secret_only() {
        int[] prompt = counting(600);
        assertThat(reused(prompt, MINE, true)).isZero();
        assertThat(reused(prompt, MINE, true)).isEqualTo(512);
        assertThat(reused(prompt, YOURS, true)).isZero();
        assertThat(reused(prompt, Optional.empty(), true)).isZero();
        // The last token is always run: its logits are wanted.
        assertThat(reused(counting(512), MINE, true)).isZero();
        assertThat(reused(counting(513), MINE, true)).isEqualTo(512);
    }

    @Test
    void what_differs_is_run_from_the_block_where_it_does() {
        assertThat(reused(counting(900), MINE, true)).isZero();
        int[] other = counting(900);
        other[700] = 999;
        assertThat(reused(other, MINE, true)).isEqualTo(512);
        assertThat(stepper.asked().getLast().getFirst().at()).isBetween(512, 899);
        int[] early = other.clone();
        early[10] = 999;
        assertThat(reused(early, MINE, true)).isZero();
    }

    @Test
    void an_answer_is_part_of_what_is_found() {
        Sequence first = scheduler.join(counting(250), MINE, Cancellation.NEVER);
        for (int token = 250; token < 270; token++) {
            assertThat(scheduler.logits(first)).isNotNull();
            scheduler.choose(first, token);
        }
        assertThat(scheduler.logits(first)).isNotNull();
        scheduler.leave(first, true);
        assertThat(reused(counting(300), MINE, true)).isEqualTo(256);
    }

    @Test
    void what_failed_or_was_given_up_leaves_nothing() {
        AtomicBoolean cancelled = new AtomicBoolean();
        Sequence given = scheduler.join(counting(600), MINE, cancelled::get);
        assertThat(scheduler.logits(given)).isNotNull();
        cancelled.set(true);
        assertThat(reused(counting(600), MINE, false)).isZero();
        scheduler.leave(given, true);
        assertThat(reused(counting(600), MINE, true)).isZero();
        stepper.failNext(1);
        Sequence lost = scheduler.join(counting(600), MINE, Cancellation.NEVER);
        try {
            assertThat(scheduler.logits(lost)).isNull();
        } catch (RuntimeException e) {
            assertThat(e).hasMessageStartingWith("CRASHED");
        } finally {
            scheduler.leave(lost, true);
        }
        // The slots were made anew: nothing of what lay there counts.
        assertThat(reused(counting(600), MINE, true)).isZero();
    }

    @Test
    void a_sequence_under_way_lends_what_it_has_run() {
        Sequence first = scheduler.join(counting(600), MINE, Cancellation.NEVER);
        assertThat(scheduler.logits(first)).isNotNull();
        assertThat(reused(counting(400), MINE, true)).isEqualTo(256);
        assertThat(stepper.copies()).containsExactly(List.of(first.slot, 1 - first.slot, 256));
        scheduler.leave(first, true);
    }

    @Test
    void what_was_not_used_for_longest_gives_way() {
        int[] one = counting(300);
        int[] two = IntStream.range(0, 300).map(i -> 999 - i).toArray();
        int[] three = new int[300];
        Arrays.fill(three, 5);
        assertThat(reused(one, MINE, true)).isZero();
        assertThat(reused(two, MINE, true)).isZero();
        assertThat(reused(one, MINE, true)).isEqualTo(256);
        assertThat(reused(three, YOURS, true)).isZero();
        assertThat(reused(one, MINE, true)).isEqualTo(256);
        assertThat(reused(two, MINE, true)).isZero();
    }

    @Test
    void nothing_is_found_after_its_time() {
        Prefixes prefixes = new Prefixes(1);
        Sequence one = new Sequence(
                counting(300), Segment.Result.LOGITS, MINE, Cancellation.NEVER, new ReentrantLock().newCondition());
        one.slot = 0;
        one.at = 300;
        one.well = true;
        prefixes.keep(one, 7);
        assertThat(prefixes.find(one, 7 + Prefixes.LIFE_NANOS).tokens()).isEqualTo(256);
        assertThat(prefixes.find(one, 8 + Prefixes.LIFE_NANOS).tokens()).isZero();
    }

    private int reused(int[] prompt, Optional<Digest> key, boolean well) {
        Sequence sequence = scheduler.join(prompt, key, Cancellation.NEVER);
        try {
            assertThat(scheduler.logits(sequence)).isNotNull();
            return sequence.reused;
        } finally {
            scheduler.leave(sequence, well);
        }
    }

    private static int[] counting(int length) {
        return IntStream.range(0, length).toArray();
    }
}
