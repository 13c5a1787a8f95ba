package network.cocoon.ui.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import network.cocoon.eventstore.postgres.TestPrograms;
import network.cocoon.ui.cluster.Cluster;
import network.cocoon.ui.cluster.LoadRun;
import network.cocoon.ui.cluster.Member;
import tools.jackson.databind.JsonNode;

/**
 * How much one node with its PostgreSQL carries on this machine, held against plain durable inserts of the same row size
 * in the same run; what a request costs each process; and what the network adds to an answer at a steady rate. The echo
 * engine answers, so that nothing of a model is in the figures. {@code NetworkBench [seconds [requests to warm up
 * [part [apps]]]]}, where a part is a number of frames, for how many such answers it carries, or {@code latency}; the
 * callers ask as that many apps, or as one.
 */
final class NetworkBench {

    private static final int CALLERS = 64;
    private static final int STEADY_RATE = 50;
    private static final int INSERT_SECONDS = 8;

    /** What the virtual machines need to have compiled what is measured, in requests. */
    private static final int WARM_UP = 60_000;

    /** Of the sidecar, which throughput leaves out. */
    private static final int SIDECAR_SECONDS = 20;

    private static final String BEHIND = """
            SELECT s.head - coalesce(min((convert_from(t.token, 'UTF8')::json ->> 'index')::bigint), 0)
            FROM sequencer s, token_entry t WHERE t.processor_name <> '__config' GROUP BY s.head""";

    private static final String LATENCY = "latency";
    private static final int SETTLED = 100;
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final Path data;
    private final PrintStream out;

    private final int warmUp;
    private final int apps;

    private NetworkBench(Cluster cluster, Path data, int warmUp, int apps, PrintStream out) {
        this.cluster = cluster;
        this.data = data;
        this.warmUp = warmUp;
        this.apps = apps;
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 30;
        int warmUp = args.length > 1 ? Integer.parseInt(args[1]) : WARM_UP;
        int apps = args.length > 3 ? Integer.parseInt(args[3]) : 1;
        Path data = Files.createTempDirectory("cocoon-bench");
        try (Cluster cluster = Cluster.start(data, new Cluster.Size(1, 1, 2 * CALLERS, 1, 0))) {
            NetworkBench bench = new NetworkBench(cluster, data, warmUp, apps, System.out);
            if (args.length < 3) {
                bench.throughput(seconds, 1);
                bench.throughput(seconds, 50);
                bench.latencies(seconds);
            } else if (args[2].equals(LATENCY)) {
                LoadRun.sealed(cluster, CALLERS, apps, 1, 1, warmUp, () -> {});
                bench.latencies(seconds);
            } else {
                bench.throughput(seconds, Integer.parseInt(args[2]));
            }
        }
        TestPrograms.discard(data);
        System.exit(0);
    }

    private void latencies(int seconds) throws Exception {
        LoadRun.openAi(cluster, CALLERS, 0, SIDECAR_SECONDS, 1, () -> {});
        viewsCaughtUp();
        latency(seconds, 1);
        latency(seconds, 50);
    }

    /** What was just measured leaves the views work for a while, which is not part of what follows. */
    private void viewsCaughtUp() throws InterruptedException, SQLException {
        long started = System.nanoTime();
        long first = cluster.database().number(BEHIND);
        for (long behind = first; behind > SETTLED; behind = cluster.database().number(BEHIND)) {
            out.printf(Locale.ROOT, "waiting for the views: %,d events behind%n", behind);
            Thread.sleep(LOOK);
        }
        double took = (System.nanoTime() - started) / 1e9;
        out.printf(Locale.ROOT, "%nThe views were %,d events behind, and caught up in %.0f s.%n", first, took);
    }

    private void throughput(int seconds, int frames) throws Exception {
        int rowBytes = (int) cluster.database().number("SELECT avg(length(payload))::bigint FROM domain_event");
        double before = PlainInserts.run(cluster.database(), CALLERS, rowBytes, INSERT_SECONDS);
        Map<String, Duration> spent = new LinkedHashMap<>();
        JsonNode load =
                LoadRun.sealed(cluster, CALLERS, apps, seconds, frames, warmUp, () -> spent.putAll(processorTimes()));
        Map<String, Duration> after = processorTimes();
        double inserts = (before + PlainInserts.run(cluster.database(), CALLERS, rowBytes, INSERT_SECONDS)) / 2;
        double rate = load.get("completedPerSecond").asDouble();
        long made = load.get("completed").asLong();
        out.printf(Locale.ROOT, "%n");
        out.printf(Locale.ROOT, "| %d callers of %d apps, %d frames of 128 bytes | |%n", CALLERS, apps, frames);
        out.printf(Locale.ROOT, "|---|---|%n");
        out.printf(Locale.ROOT, "| completed sealed requests | %.1f/s |%n", rate);
        out.printf(Locale.ROOT, "| failed | %s |%n", load.get("failed"));
        out.printf(Locale.ROOT, "| plain durable inserts of %d bytes | %.0f/s |%n", rowBytes, inserts);
        out.printf(Locale.ROOT, "| **ratio** | **%.4f** (floor 0.03, aim 0.06) |%n", rate / inserts);
        out.printf(Locale.ROOT, "| whole answer, p50 and p99 | %s |%n", times(load.get("wholeAnswerMicros")));
        out.printf(
                Locale.ROOT,
                "| acknowledgements a request | %.2f |%n",
                load.get("acknowledgementsPerRequest").asDouble());
        Duration all = Duration.ofNanos(load.get("processorNanos").asLong());
        out.printf(
                Locale.ROOT,
                "| load generator (client library: verify, seal, open) | %.2f core-ms |%n",
                each(all, made));
        for (var entry : after.entrySet()) {
            Duration used = entry.getValue().minus(spent.get(entry.getKey()));
            out.printf(Locale.ROOT, "| %s | %.2f core-ms |%n", entry.getKey(), each(used, made));
            all = all.plus(used);
        }
        out.printf(Locale.ROOT, "| all processes | %.2f core-ms a request |%n", each(all, made));
    }

    private void latency(int seconds, int frames) throws Exception {
        JsonNode load;
        String disk;
        try (DiskWatch watch = new DiskWatch(data)) {
            load = LoadRun.openAi(cluster, CALLERS, STEADY_RATE, seconds, frames, watch::begin);
            disk = watch.end();
        }
        out.printf(Locale.ROOT, "%n");
        out.printf(
                Locale.ROOT,
                "| %d requests/s through the sidecar, %d frames of 128 bytes | p50 and p99 |%n",
                STEADY_RATE,
                frames);
        out.printf(Locale.ROOT, "|---|---|%n");
        out.printf(Locale.ROOT, "| first text | %s |%n", times(load.get("firstTextMicros")));
        out.printf(Locale.ROOT, "| whole answer | %s |%n", times(load.get("wholeAnswerMicros")));
        out.printf(Locale.ROOT, "| meanwhile, one flush of the same disk | %s |%n", disk);
        out.printf(Locale.ROOT, "| failed | %s |%n", load.get("failed"));
    }

    private Map<String, Duration> processorTimes() {
        List<Member> members = new ArrayList<>(cluster.nodes());
        members.addAll(cluster.workers());
        members.addAll(cluster.clients());
        members.add(cluster.database());
        Map<String, Duration> times = new LinkedHashMap<>();
        for (Member member : members) {
            times.put(member.name(), member.processorTime());
        }
        return times;
    }

    private static double each(Duration used, long completed) {
        return used.toNanos() / 1e6 / Math.max(1, completed);
    }

    private static String times(JsonNode micros) {
        return String.format(
                Locale.ROOT,
                "%.1f ms, %.1f ms",
                micros.get("p50").asLong() / 1000.0,
                micros.get("p99").asLong() / 1000.0);
    }
}
