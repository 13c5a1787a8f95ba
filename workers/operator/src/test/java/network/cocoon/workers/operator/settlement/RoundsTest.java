package network.cocoon.workers.operator.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoundsTest {

    @Test
    void a_round_that_fails_is_followed_by_the_next_until_closed() throws InterruptedException {
        AtomicInteger count = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        Rounds rounds = Rounds.start(
                "test",
                () -> {
                    count.incrementAndGet();
                    three.countDown();
                    throw new IllegalStateException("a round fails");
                },
                Duration.ofMillis(1));
        assertThat(three.await(20, TimeUnit.SECONDS)).isTrue();
        rounds.close();
        int closed = count.get();
        Thread.sleep(50);
        assertThat(count).hasValue(closed);
    }
}
