package network.cocoon.commands.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoopTest {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger turns = new AtomicInteger();

    /** Where a loop stands when it is stopped. */
    private abstract class Stopped extends Loop {

        Stopped() {
            super("stopped");
        }

        @Override
        protected void await() throws InterruptedException {}

        @Override
        protected void work() {
            turns.incrementAndGet();
        }

        void stopOnceBegun() throws InterruptedException {
            start();
            begun.await();
            stop();
            assertThat(isRunning()).isFalse();
        }
    }

    @Test
    void work_is_finished_before_the_end_and_nothing_follows() throws InterruptedException {
        CountDownLatch stopping = new CountDownLatch(1);
        AtomicInteger finished = new AtomicInteger();
        var loop = new Stopped() {
            @Override
            protected void work() {
                super.work();
                begun.countDown();
                try {
                    stopping.await();
                    // The end has had time to interrupt this.
                    Thread.sleep(200);
                    finished.incrementAndGet();
                } catch (InterruptedException e) {
                    over.countDown();
                }
            }
        };
        // Not a virtual one: on a machine with one processor it would keep the loop's from running.
        Thread.ofPlatform().daemon().start(() -> {
            while (loop.isRunning() || turns.get() == 0) {
                LockSupport.parkNanos(1_000_000);
            }
            stopping.countDown();
        });
        loop.stopOnceBegun();
        assertThat(finished).hasValue(1);
        assertThat(over.getCount()).as("not interrupted").isOne();
        assertThat(turns).hasValue(1);
    }

    @Test
    void who_waits_is_woken() throws InterruptedException {
        new Stopped() {
            @Override
            protected void await() throws InterruptedException {
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } finally {
                    over.countDown();
                }
            }
        }.stopOnceBegun();
        over.await();
        assertThat(turns).hasValue(0);
    }

    @Test
    void work_that_does_not_end_is_interrupted_in_the_end() throws InterruptedException {
        new Stopped() {
            @Override
            protected void work() {
                super.work();
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    over.countDown();
                }
            }
        }.stopOnceBegun();
        over.await();
        assertThat(turns).hasValue(1);
    }

    @Test
    void a_turn_that_fails_is_not_the_last() throws InterruptedException {
        new Stopped() {
            @Override
            protected void work() {
                super.work();
                if (turns.get() > 1) {
                    begun.countDown();
                }
                throw new IllegalStateException("as the test wants it");
            }
        }.stopOnceBegun();
        assertThat(turns.get()).isGreaterThan(1);
    }
}
