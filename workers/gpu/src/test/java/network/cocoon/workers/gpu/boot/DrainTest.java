package network.cocoon.workers.gpu.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import network.cocoon.workers.gpu.operator.RefusedByOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DrainTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final AtomicInteger underWay = new AtomicInteger(1);
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    private Drain drain(Duration patience) {
        return drain(told::incrementAndGet, patience);
    }

    private Drain drain(Drain.Word word, Duration patience) {
        return new Drain(
                word,
                underWay::get,
                () -> {
                    cuts.incrementAndGet();
                    underWay.set(0);
                },
                patience,
                new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @Test
    void waits_for_what_was_assigned_also_while_the_operator_heard_of_it() throws Exception {
        underWay.set(0);
        Drain drain = drain(LONG);
        Future<Boolean> left = threads.submit(drain::leave);
        assertThat(left).isNotDone();
        long from = System.nanoTime();
        drain.signal();
        while (told.get() == 0) {
            Thread.sleep(1);
        }
        underWay.set(1);
        Thread.sleep(Drain.SETTLE.plusMillis(200));
        assertThat(left).isNotDone();
        underWay.set(0);
        assertThat(left.get()).isTrue();
        assertThat(System.nanoTime() - from).isGreaterThan(Drain.SETTLE.toNanos());
        assertThat(cuts).hasValue(0);
        assertThat(told).hasValue(1);
    }

    @Test
    void a_second_signal_cuts_short_and_a_second_beginning_does_not() throws Exception {
        Drain drain = drain(LONG);
        Future<Boolean> left = threads.submit(drain::leave);
        drain.signal();
        drain.begin();
        Thread.sleep(100);
        assertThat(cuts).hasValue(0);
        drain.signal();
        assertThat(left.get()).isFalse();
        assertThat(cuts).hasValue(1);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("cut short: 1 requests");
    }

    @Test
    void patience_ends() throws Exception {
        Drain drain = drain(Duration.ofMillis(50));
        drain.begin();
        assertThat(drain.leave()).isFalse();
        assertThat(cuts).hasValue(1);
    }

    @Test
    void an_operator_that_is_away_or_refuses_holds_up_nobody() throws Exception {
        underWay.set(0);
        AtomicInteger tries = new AtomicInteger();
        Drain away = drain(
                () -> {
                    if (tries.incrementAndGet() < 3) {
                        throw new IOException("connection refused");
                    }
                },
                LONG);
        away.signal();
        assertThat(away.leave()).isTrue();
        assertThat(tries).hasValue(3);
        Drain suspended = drain(
                () -> {
                    throw new RefusedByOperator("WORKER_SUSPENDED", "");
                },
                LONG);
        suspended.signal();
        assertThat(suspended.leave()).isTrue();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("WORKER_SUSPENDED");
    }

    @Test
    void who_ends_the_process_waits_until_it_is_done() throws Exception {
        underWay.set(0);
        Drain drain = drain(LONG);
        Callable<Boolean> hook = () -> {
            drain.beginAndWait();
            return true;
        };
        Future<Boolean> waiting = threads.submit(hook);
        assertThat(drain.leave()).isTrue();
        assertThat(waiting).isNotDone();
        drain.done();
        assertThat(waiting.get()).isTrue();
    }
}
