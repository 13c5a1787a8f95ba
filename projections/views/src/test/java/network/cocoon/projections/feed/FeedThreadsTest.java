package network.cocoon.projections.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedThreadsTest {

    private final FeedThreads threads = new FeedThreads();

    @AfterEach
    void stop() {
        threads.destroy();
    }

    @Test
    void a_batch_waits_for_more_while_the_network_is_busy_and_after_a_crowd_only_once() {
        assertGathers(9, false);
        assertGathers(10, true);
        assertGathers(39, false);
        assertGathers(9, false);
        assertGathers(12, true);
        assertGathers(40, true);
        assertGathers(120, true);
    }

    @Test
    void who_is_behind_waits_for_nothing() {
        assertGathers(500, false);
        assertGathers(50, true);
        assertGathers(500, false);
    }

    private void assertGathers(int events, boolean expected) {
        threads.took(events);
        assertThat(threads.gathers()).as("after %d events", events).isEqualTo(expected);
    }
}
