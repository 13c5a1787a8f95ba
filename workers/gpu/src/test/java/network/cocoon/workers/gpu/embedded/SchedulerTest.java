package network.cocoon.workers.gpu.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import network.cocoon.workers.gpu.decoder.Segment;
import network.cocoon.workers.gpu.engine.Cancellation;
import network.cocoon.workers.gpu.engine.EngineException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SchedulerTest {

    private static final int SLOTS = 4;

    private final CountingStepper stepper = new CountingStepper();
    private final Scheduler scheduler = new Scheduler(stepper, SLOTS);

    @AfterEach
    void close() {
        scheduler.close();
        assertThat(stepper.closed()).isTrue();
    }

    /** More requests than slots, of all lengths, some given up on the way: each counts on from its own prompt. */
    @Test
    void requests_join_and_leave_at_any_step_and_never_mix() throws Exception {
        Random random = new Random(3);
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                int start = random.nextInt(900);
                int length = 1 + random.nextInt(300);
                int most = 1 + random.nextInt(12);
                all.add(threads.submit(() -> {
                    int[] prompt = IntStream.range(0, length)
                            .map(n -> (start + n) % 1000)
                            .toArray();
                    List<Integer> expected = IntStream.range(0, most)
                            .mapToObj(n -> (start + length + n) % 1000)
                            .toList();
                    assertThat(run(prompt, most, Cancellation.NEVER)).isEqualTo(expected);
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        for (List<Segment> step : stepper.asked()) {
            Set<Integer> slots = new HashSet<>();
            assertThat(step).allMatch(segment -> segment.slot() < SLOTS && slots.add(segment.slot()));
        }
        assertThat(stepper.asked()).anyMatch(step -> step.size() == SLOTS);
        // Prompts went in beside answers.
        assertThat(stepper.asked())
                .anyMatch(step -> step.stream().anyMatch(s -> s.tokens().length > 1)
                        && step.stream().anyMatch(s -> s.tokens().length == 1 && s.at() > 0));
        assertThat(stepper.asked())
                .allMatch(step -> step.stream().mapToInt(s -> s.tokens().length).sum() <= 256 + SLOTS);
    }

    @Test
    void a_cancelled_request_frees_its_slot_within_a_step() {
        AtomicBoolean cancelled = new AtomicBoolean();
        Sequence first = scheduler.join(new int[] {5}, cancelled::get);
        for (int token = 6; token < 20; token++) {
            scheduler.logits(first);
            scheduler.choose(first, token);
        }
        scheduler.logits(first);
        scheduler.choose(first, 20);
        cancelled.set(true);
        long steps = scheduler.steps();
        for (int i = 0; i < SLOTS; i++) {
            scheduler.leave(joined(i));
        }
        assertThat(run(new int[] {7}, 1, Cancellation.NEVER)).containsExactly(8);
        assertThat(scheduler.steps() - steps).isLessThanOrEqualTo(SLOTS + 3L);
        assertThat(stepper.asked().getLast()).noneMatch(segment -> segment.at() > 5);
        // One more token may have been on its way when it was cancelled.
        scheduler.logits(first);
        assertThat(scheduler.logits(first)).isNull();
    }

    private Sequence joined(int token) {
        Sequence sequence = scheduler.join(new int[] {token}, Cancellation.NEVER);
        assertThat(scheduler.logits(sequence)).isNotNull();
        return sequence;
    }

    @Test
    void a_reader_that_dawdles_does_not_hold_up_the_others() {
        Sequence slow = joined(1);
        for (int i = 0; i < 20; i++) {
            assertThat(run(new int[] {50, 51}, 10, Cancellation.NEVER)).hasSize(10);
        }
        scheduler.choose(slow, 2);
        assertThat(scheduler.logits(slow)).isNotNull();
        scheduler.leave(slow);
    }

    @Test
    void a_failed_step_fails_what_was_under_way_and_nothing_else() {
        Sequence lost = joined(1);
        stepper.failNext(1);
        scheduler.choose(lost, 2);
        assertThatThrownBy(() -> scheduler.logits(lost))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.code()).isEqualTo(EngineException.Code.CRASHED));
        assertThat(run(new int[] {7, 8}, 3, Cancellation.NEVER)).containsExactly(9, 10, 11);
        assertThat(stepper.renewed()).isEqualTo(1);
    }

    @Test
    void an_engine_that_keeps_failing_closes() {
        stepper.failNext(3);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> run(new int[] {1}, 1, Cancellation.NEVER)).hasMessageStartingWith("CRASHED");
        }
        assertThatThrownBy(() -> scheduler.join(new int[] {1}, Cancellation.NEVER))
                .hasMessageStartingWith("CLOSED");
    }

    @Test
    void logits_come_back_once_a_token_was_chosen_and_never_from_who_left() {
        Sequence one = scheduler.join(new int[] {1}, Cancellation.NEVER);
        float[] first = scheduler.logits(one);
        assertThat(stepper.given()).isEmpty();
        scheduler.choose(one, 2);
        assertThat(stepper.given()).containsExactly(first);
        float[] second = scheduler.logits(one);
        scheduler.leave(one); // its thread may still look at them
        assertThat(run(new int[] {5}, 5, Cancellation.NEVER)).hasSize(5);
        assertThat(stepper.given()).hasSize(5).doesNotContain(second);
    }

    @Test
    void closing_ends_what_is_under_way() {
        Sequence one = joined(1);
        scheduler.close();
        assertThat(scheduler.logits(one)).isNull();
    }

    private List<Integer> run(int[] prompt, int most, Cancellation cancellation) {
        Sequence sequence = scheduler.join(prompt, cancellation);
        List<Integer> tokens = new ArrayList<>();
        try {
            while (tokens.size() < most) {
                float[] logits = scheduler.logits(sequence);
                if (logits == null) {
                    return tokens;
                }
                int best = IntStream.range(0, logits.length)
                        .reduce((a, b) -> logits[b] > logits[a] ? b : a)
                        .orElseThrow();
                tokens.add(best);
                if (tokens.size() < most) {
                    scheduler.choose(sequence, best);
                }
            }
            return tokens;
        } finally {
            scheduler.leave(sequence);
        }
    }
}
