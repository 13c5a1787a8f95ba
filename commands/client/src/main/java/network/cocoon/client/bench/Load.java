package network.cocoon.client.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Asks over and over. With a rate, request i is due at i/rate seconds whatever became of those before it, and its time
 * counts from then: a network that stalls is charged with everybody who waited (no coordinated omission).
 */
final class Load {

    private final BenchOptions options;
    private final Target target;
    private final LongSupplier nanos;
    private final Tally tally = new Tally();
    private final AtomicLong next = new AtomicLong();

    Load(BenchOptions options, Target target, LongSupplier nanos) {
        this.options = options;
        this.target = target;
        this.nanos = nanos;
    }

    /** @param progress gets a line when the warm-up is over, at second 0, and then one a second */
    Report run(Progress progress) throws InterruptedException {
        warmUp();
        progress.tell(0, 0, 0);
        Duration used = processorTime();
        long start = nanos.getAsLong();
        CountDownLatch running = new CountDownLatch(options.connections());
        List<Thread> connections = new ArrayList<>();
        for (int i = 0; i < options.connections(); i++) {
            connections.add(Thread.ofVirtual().name("bench-" + i).start(() -> {
                try {
                    connection(start);
                } finally {
                    running.countDown();
                }
            }));
        }
        try {
            for (int second = 1; !running.await(1, TimeUnit.SECONDS); second++) {
                progress.tell(second, tally.completed(), tally.failed());
            }
        } finally {
            connections.forEach(Thread::interrupt);
        }
        return new Report(
                options,
                Duration.ofNanos(nanos.getAsLong() - start),
                processorTime().minus(used),
                tally);
    }

    /** Of this process so far; zero where the system does not tell. */
    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** One line of progress. */
    @FunctionalInterface
    interface Progress {
        void tell(int second, long completed, long failed);
    }

    /** At the rate that is measured: what a burst leaves to be written would delay what is counted. */
    private void warmUp() throws InterruptedException {
        long start = nanos.getAsLong();
        AtomicLong begun = new AtomicLong();
        List<Thread> connections = new ArrayList<>();
        for (int i = 0; i < Math.min(options.connections(), options.warmup()); i++) {
            connections.add(Thread.ofVirtual().start(() -> {
                for (long number = begun.getAndIncrement();
                        number < options.warmup();
                        number = begun.getAndIncrement()) {
                    await(start + due(number).orElse(0));
                    one(nanos.getAsLong(), new Tally());
                }
            }));
        }
        for (Thread connection : connections) {
            connection.join();
        }
    }

    private void connection(long start) {
        long end = options.duration().toNanos();
        while (!Thread.currentThread().isInterrupted()) {
            long number = next.getAndIncrement();
            if (number >= options.requests()) {
                return;
            }
            long due = due(number).orElse(nanos.getAsLong() - start);
            if (due >= end) {
                return;
            }
            if (nanos.getAsLong() - start >= 2 * end) {
                // Too far behind to catch up; what was due all the same is not forgotten.
                tally.failed("NOT_BEGUN");
                continue;
            }
            await(start + due);
            one(start + due, tally);
        }
    }

    /** After the start, in nanoseconds; empty where there is no rate. */
    private OptionalLong due(long number) {
        return options.rate().isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(
                        number * (TimeUnit.SECONDS.toNanos(1) / options.rate().get()));
    }

    private void await(long when) {
        for (long left = when - nanos.getAsLong();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = when - nanos.getAsLong()) {
            LockSupport.parkNanos(left);
        }
    }

    private void one(long due, Tally into) {
        Timed sample = new Timed(due);
        try {
            target.ask(sample);
            into.completed(sample.first, nanos.getAsLong() - due, sample.frames, sample.acknowledgements);
        } catch (Target.Failure e) {
            into.failed(e.code());
        }
    }

    private final class Timed implements Target.Sample {

        private final long due;
        private long first;
        private int frames;
        private int acknowledgements;

        Timed(long due) {
            this.due = due;
        }

        @Override
        public void text() {
            if (frames == 0) {
                first = nanos.getAsLong() - due;
            }
            frames++;
        }

        @Override
        public void acknowledged(int count) {
            acknowledgements = count;
        }
    }
}
