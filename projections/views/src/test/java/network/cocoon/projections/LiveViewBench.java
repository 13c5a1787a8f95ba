package network.cocoon.projections;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import network.cocoon.domain.inference.InferenceEvent.Requested;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.eventstore.TestDatabase;
import network.cocoon.projections.requests.RequestQueries;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Event to live view across nodes: appended on one node, until the other node's pages are told and find the row.
 *
 * <p>Peer of the same run: a row inserted on one connection and a notification heard on another.
 */
final class LiveViewBench {

    private static final int SAMPLES = 300;

    private LiveViewBench() {}

    public static void main(String[] args) throws Exception {
        List<SampleEvent> requests = SampleHistory.generate(3, 20_000, Instant.now(), Duration.ofHours(2)).stream()
                .filter(e -> e.event() instanceof Requested)
                .toList();
        try (TestDatabase database = TestDatabase.create();
                ConfigurableApplicationContext here = ViewsTestApplication.start(database);
                ConfigurableApplicationContext there = ViewsTestApplication.start(database)) {
            // Until both have their share.
            Thread.sleep(4_000);
            measure("warm-up", requests.subList(0, 200), 20, here, there);
            long[] quiet = measure("quiet", requests.subList(200, 200 + SAMPLES), 150, here, there);
            long[] busy = measure("busy", requests.subList(1_000, 6_000), 2, here, there);
            long[] notified = NotifyPeer.measure(database.dataSource(), SAMPLES);
            System.out.println("| event to live view on another node | p50 ms | p99 ms |");
            System.out.println("|---|---|---|");
            print("one event at a time", quiet);
            print("500 events/s", busy);
            print("peer: row and notification", notified);
        }
        System.exit(0);
    }

    private static long[] measure(
            String name,
            List<SampleEvent> events,
            long pauseMillis,
            ConfigurableApplicationContext here,
            ConfigurableApplicationContext there)
            throws InterruptedException {
        EventStorageEngine engine = here.getBean(EventStorageEngine.class);
        RequestQueries queries = there.getBean(RequestQueries.class);
        var waiting = new ConcurrentLinkedQueue<Waiting>();
        List<Long> micros = new ArrayList<>();
        var signals = new java.util.concurrent.atomic.AtomicInteger();
        var bell = new Semaphore(0);
        long cpu = processCpu();
        long start = System.nanoTime();
        try (var _ = there.getBean(ViewsChanged.class).subscribe(() -> {
            signals.incrementAndGet();
            bell.release();
        })) {
            Thread reader = Thread.ofPlatform().start(() -> {
                try {
                    while (micros.size() < events.size()) {
                        if (bell.tryAcquire(5, TimeUnit.SECONDS)) {
                            bell.drainPermits();
                        }
                        // In order of arrival: the first that is missing ends the look.
                        for (Waiting next = waiting.peek();
                                next != null && queries.find(next.request()).isPresent();
                                next = waiting.peek()) {
                            micros.add((System.nanoTime() - next.since()) / 1_000);
                            waiting.remove();
                        }
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            for (int i = 0; i < events.size(); i++) {
                SampleEvent event = events.get(i);
                waiting.add(new Waiting(new RequestId(event.aggregate()), System.nanoTime()));
                engine.appendEvents(List.of(SampleLog.message(event)));
                long due = start + TimeUnit.MILLISECONDS.toNanos(pauseMillis * (i + 1));
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            }
            reader.join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%s: %d events in %.1f s, %.1f signals/s, %.2f core-ms an event (both nodes, without PostgreSQL)%n",
                name, events.size(), seconds, signals.get() / seconds, (processCpu() - cpu) / 1e6 / events.size());
        return micros.stream().mapToLong(Long::longValue).toArray();
    }

    private static long processCpu() {
        return ((com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void print(String figure, long[] micros) {
        long[] sorted = micros.clone();
        Arrays.sort(sorted);
        System.out.printf(
                "| %s | %.1f | %.1f |%n",
                figure, sorted[sorted.length / 2] / 1e3, sorted[sorted.length * 99 / 100] / 1e3);
    }

    private record Waiting(RequestId request, long since) {}
}
