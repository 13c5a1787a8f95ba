package network.cocoon.projections;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import network.cocoon.eventstore.LogReader;
import network.cocoon.eventstore.LoggedEvent;
import network.cocoon.eventstore.PayloadCodec;
import network.cocoon.eventstore.TestDatabase;
import network.cocoon.projections.log.SystemQueries;
import network.cocoon.projections.overview.OverviewQueries;
import network.cocoon.projections.rebuild.Rebuild;
import network.cocoon.projections.requests.RequestCursor;
import network.cocoon.projections.requests.RequestFilter;
import network.cocoon.projections.requests.RequestQueries;
import network.cocoon.projections.requests.RequestRow;
import network.cocoon.projections.requests.RequestSort;
import network.cocoon.projections.rollup.Grain;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Rebuild of all views from a long log, and how fast lists and figures are afterwards.
 *
 * <p>Peer of the same run: reading and decoding the log alone. First argument: how many events, a million unless given.
 */
final class RebuildBench {

    private RebuildBench() {}

    public static void main(String[] args) throws Exception {
        long wanted = args.length > 0 ? Long.parseLong(args[0]) : 1_000_000;
        try (TestDatabase database = TestDatabase.create()) {
            long since = System.nanoTime();
            long events = LongLog.write(database.dataSource(), new WireCodec(), wanted, ViewsTestApplication.NOW);
            System.out.printf("%d events written in %.1f s%n", events, seconds(since));
            System.gc();
            for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
                pool.resetPeakUsage();
            }
            try (ConfigurableApplicationContext node = ViewsTestApplication.start(database)) {
                since = System.nanoTime();
                Instant last = Instant.now();
                node.getBean(Rebuild.class).start("bench");
                var system = node.getBean(SystemQueries.class);
                while (system.rebuild().orElseThrow().position() < events) {
                    Thread.sleep(100);
                    if (last.plusSeconds(10).isBefore(Instant.now())) {
                        last = Instant.now();
                        System.out.println(system.rebuild());
                    }
                }
                double rebuilt = seconds(since);

                long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(p -> p.getType() == MemoryType.HEAP)
                        .mapToLong(p -> p.getPeakUsage().getUsed())
                        .sum();
                double read = read(node.getBean(LogReader.class), node.getBean(PayloadCodec.class), events);
                System.out.println("| rebuild of all views | value | peer: read and decode | ratio |");
                System.out.println("|---|---|---|---|");
                System.out.printf("| events | %d | | |%n", events);
                System.out.printf("| seconds | %.1f | %.1f | %.2f |%n", rebuilt, read, read / rebuilt);
                System.out.printf("| events/s | %.0f | %.0f | |%n", events / rebuilt, events / read);
                System.out.printf("| peak heap, MiB | %d | | |%n", heap >> 20);
                pages(node);
            }
        }
        System.exit(0);
    }

    private static double read(LogReader reader, PayloadCodec codec, long events) {
        long since = System.nanoTime();
        long position = 0;
        while (position < events) {
            List<LoggedEvent> batch = reader.readAfter(position, 1_000);
            batch.forEach(e -> codec.decode(e.name(), e.revision(), e.payload()));
            position = batch.getLast().denseIndex();
        }
        return seconds(since);
    }

    private static void pages(ConfigurableApplicationContext node) {
        RequestQueries requests = node.getBean(RequestQueries.class);
        OverviewQueries overviews = node.getBean(OverviewQueries.class);
        System.out.printf("%n| of %d requests | ms |%n|---|---|%n", requests.count(RequestFilter.ALL));
        for (RequestSort sort : RequestSort.values()) {
            time("first page by " + sort, () -> requests.after(RequestFilter.ALL, sort, true, null, 50));
            int place = Math.min(100_000, requests.count(RequestFilter.ALL) - 100);
            RequestRow deep =
                    requests.page(RequestFilter.ALL, sort, true, place, 1).getFirst();
            RequestCursor cursor = RequestCursor.after(sort, deep);
            time(
                    "page at row " + place + " by " + sort,
                    () -> requests.after(RequestFilter.ALL, sort, true, cursor, 50));
        }
        time("page by offset 90,000", () -> requests.page(RequestFilter.ALL, RequestSort.REQUESTED, true, 90_000, 50));
        String account = requests.page(RequestFilter.ALL, RequestSort.REQUESTED, true, 0, 1)
                .getFirst()
                .account();
        RequestFilter one = RequestFilter.ALL.ofAccount(account);
        time("page of an account", () -> requests.page(one, RequestSort.REQUESTED, true, 0, 50));
        time("count of an account", () -> requests.count(one));
        time("count of all", () -> requests.count(RequestFilter.ALL));
        time("overview", () -> overviews.overview(Duration.ofHours(1)));
        time("series of an hour", () -> overviews.series(Grain.MINUTE, 60));
    }

    private static void time(String name, Runnable query) {
        for (int i = 0; i < 10; i++) {
            query.run();
        }
        long since = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            query.run();
        }
        System.out.printf("| %s | %.2f |%n", name, seconds(since) * 1_000 / 20);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
