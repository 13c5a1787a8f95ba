package network.cocoon.projections.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedThreadsTest {

    private long millis;
    private final FeedThreads threads = new FeedThreads(() -> TimeUnit.MILLISECONDS.toNanos(millis));

    @AfterEach
    void stop() {
        threads.destroy();
    }

    @Test
    void a_batch_waits_for_more_where_events_come_by_the_dozen_a_second() {
        come(4, 200, 10_000);
        assertThat(threads.gathers()).as("20 a second").isFalse();
        come(2, 10, 3_000);
        assertThat(threads.gathers()).as("200 a second, in small batches").isTrue();
        come(40, 200, 3_000);
        assertThat(threads.gathers()).as("and in larger ones").isTrue();
        come(4, 200, 3_000);
        assertThat(threads.gathers()).as("20 a second again").isFalse();
    }

    @Test
    void a_moments_crowd_is_soon_over() {
        threads.took(100);
        assertThat(threads.gathers()).isTrue();
        millis += 1_000;
        assertThat(threads.gathers()).isFalse();
    }

    @Test
    void who_is_behind_waits_for_nothing() {
        come(600, 100, 2_000);
        assertThat(threads.gathers()).isFalse();
        come(30, 100, 200);
        assertThat(threads.gathers()).isTrue();
    }

    /** So many events every so often, for so long. */
    private void come(int events, int everyMillis, int forMillis) {
        for (int passed = 0; passed < forMillis; passed += everyMillis) {
            millis += everyMillis;
            threads.took(events);
        }
    }
}
