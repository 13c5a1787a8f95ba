package network.cocoon.ui.chaos;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import network.cocoon.ui.cluster.Cluster;
import network.cocoon.ui.cluster.Member;
import network.cocoon.ui.local.AuditRun;

/**
 * Load, faults, mending, rest; then what must hold.
 *
 * @param violations what did not hold; empty is the point
 */
record Round(
        long seed,
        List<Fault> faults,
        int asked,
        int answered,
        int hungUp,
        int refused,
        int broken,
        Duration untilRest,
        List<String> violations) {

    private static final int CALLERS = 8;
    private static final int MOST_STARTS = 4;

    /** Deadlines of the load's requests are half a minute; leases and watches come on top. */
    private static final Duration REST = Duration.ofSeconds(75);

    private static final String OPEN = """
            SELECT count(*) FROM inference_request WHERE state NOT IN ('COMPLETED', 'FAILED', 'CANCELLED', 'EXPIRED')""";

    private static final String SLOTS_HELD = "SELECT coalesce(sum(in_use), 0) FROM worker_slot";

    static Round run(Cluster cluster, long seed, int millis) throws InterruptedException {
        List<Fault> faults = Fault.plan(seed, cluster, millis);
        List<String> violations = new ArrayList<>();
        Load load = Load.start(cluster, CALLERS, seed);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> done = new ArrayList<>();
            for (Fault fault : faults) {
                done.add(executor.submit(carryOut(fault)));
            }
            Thread.sleep(millis);
            for (int i = 0; i < done.size(); i++) {
                try {
                    done.get(i).get();
                } catch (ExecutionException e) {
                    violations.add("not mended after " + faults.get(i) + ": " + e.getCause());
                }
            }
        } finally {
            load.stop();
        }
        Instant quiet = Instant.now();
        violations.addAll(rest(cluster));
        Duration untilRest = Duration.between(quiet, Instant.now());
        violations.addAll(audit(cluster));
        return new Round(
                seed,
                faults,
                load.asked.get(),
                load.answered.get(),
                load.hungUp.get(),
                load.refused.get(),
                load.broken.get(),
                untilRest,
                violations);
    }

    private static Callable<Boolean> carryOut(Fault fault) {
        return () -> {
            Member member = fault.member();
            Thread.sleep(fault.atMillis());
            switch (fault.kind()) {
                case KILL -> {
                    member.kill();
                    Thread.sleep(fault.forMillis());
                    startAgain(member);
                }
                case PAUSE -> {
                    member.pause();
                    try {
                        Thread.sleep(fault.forMillis());
                    } finally {
                        member.resume();
                    }
                }
            }
            return true;
        };
    }

    /** As whoever runs it would: a node whose database is away while it starts says so and ends. */
    private static void startAgain(Member member) throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                member.start();
                return;
            } catch (RuntimeException e) {
                if (tries == MOST_STARTS) {
                    throw e;
                }
                // It may still be on its way out.
                member.stop();
            }
        }
    }

    /** Every request ends by itself, and what it held comes back. */
    static List<String> rest(Cluster cluster) throws InterruptedException {
        Instant limit = Instant.now().plus(REST);
        String last = "never asked";
        while (Instant.now().isBefore(limit)) {
            try {
                long open = cluster.database().number(OPEN);
                long slots = cluster.database().number(SLOTS_HELD);
                if (open == 0 && slots == 0) {
                    return List.of();
                }
                last = open + " requests open, " + slots + " slots held";
            } catch (SQLException e) {
                last = e.getMessage();
            }
            Thread.sleep(200);
        }
        return List.of("no rest within " + REST.toSeconds() + " s: " + last);
    }

    static List<String> audit(Cluster cluster) throws InterruptedException {
        try {
            AuditRun audit = cluster.audit();
            return audit.exitCode() == 0 ? List.of() : List.of("audit: " + audit.output());
        } catch (IOException e) {
            return List.of("audit: " + e.getMessage());
        }
    }

    /** One line for people. */
    String line() {
        return "| %d | %s | %d | %d | %d | %d | %d | %.1f s | %s |"
                .formatted(
                        seed,
                        String.join("; ", faults.stream().map(Fault::toString).toList()),
                        asked,
                        answered,
                        hungUp,
                        refused,
                        broken,
                        untilRest.toMillis() / 1000.0,
                        violations.isEmpty() ? "holds" : String.join(" / ", violations));
    }
}
