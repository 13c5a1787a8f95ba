package network.cocoon.commands.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/** {@code Simulate --seeds 100000 --seconds 60}: many schedules; {@code --seed N --trace}: one, line by line. */
public final class Simulate {

    private Simulate() {}

    /** What one seed led to. */
    record Found(long seed, Mutation mutation, List<String> defects, long steps) {
        @Override
        public String toString() {
            return "seed " + seed + ": " + defects + System.lineSeparator() + "reproduce with: java "
                    + Simulate.class.getName() + " --seed " + seed + " --mutation " + mutation + " --trace";
        }
    }

    public static void main(String[] args) throws InterruptedException {
        long seeds = 100_000;
        long seconds = 60;
        long first = new SecureRandom().nextLong() >>> 20;
        boolean one = false;
        boolean trace = false;
        Mutation mutation = Mutation.NONE;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--seeds" -> seeds = Long.parseLong(args[++i]);
                case "--seconds" -> seconds = Long.parseLong(args[++i]);
                case "--first" -> first = Long.parseLong(args[++i]);
                case "--seed" -> {
                    first = Long.parseLong(args[++i]);
                    one = true;
                }
                case "--mutation" -> mutation = Mutation.valueOf(args[++i]);
                case "--trace" -> trace = true;
                default -> throw new IllegalArgumentException("--seeds N --seconds N --first N | --seed N [--trace]");
            }
        }
        if (one) {
            System.exit(single(first, mutation, trace, System.out));
        }
        List<Found> found = many(first, seeds, seconds, mutation, System.out);
        System.exit(found.isEmpty() ? 0 : 1);
    }

    private static int single(long seed, Mutation mutation, boolean trace, PrintStream out) {
        quiet();
        var world = new World(seed, mutation, trace);
        List<String> defects = world.run();
        world.schedule().trace().lines().forEach(out::println);
        out.println(
                defects.isEmpty()
                        ? "seed " + seed + ": everything holds, " + world.summary()
                        : "seed " + seed + ": " + defects);
        return defects.isEmpty() ? 0 : 1;
    }

    static Found run(long seed, Mutation mutation) {
        quiet();
        var world = new World(seed, mutation, false);
        List<String> defects = world.run();
        return new Found(seed, mutation, List.copyOf(defects), world.schedule().steps());
    }

    /** Runs seeds on all cores until there are enough, time is over, or three have failed. */
    static List<Found> many(long first, long seeds, long seconds, Mutation mutation, PrintStream out)
            throws InterruptedException {
        long began = System.nanoTime();
        long end = began + seconds * 1_000_000_000;
        var next = new AtomicLong(first);
        var ran = new AtomicLong();
        var steps = new AtomicLong();
        List<Found> found = new ArrayList<>();
        int cores = Runtime.getRuntime().availableProcessors();
        try (ExecutorService threads = Executors.newFixedThreadPool(cores)) {
            for (int n = 0; n < cores; n++) {
                threads.execute(() -> {
                    while (System.nanoTime() < end && few(found)) {
                        long seed = next.getAndIncrement();
                        if (seed >= first + seeds) {
                            return;
                        }
                        Found one = run(seed, mutation);
                        ran.incrementAndGet();
                        steps.addAndGet(one.steps());
                        if (!one.defects().isEmpty()) {
                            synchronized (found) {
                                found.add(one);
                            }
                        }
                    }
                });
            }
        }
        double minutes = (System.nanoTime() - began) / 60e9;
        out.printf(
                Locale.ROOT,
                "%d schedules from seed %d (%s): %.0f a minute, %d steps each, %d failed%n",
                ran.get(),
                first,
                mutation,
                ran.get() / minutes,
                steps.get() / Math.max(1, ran.get()),
                found.size());
        found.forEach(out::println);
        return found;
    }

    private static boolean few(List<Found> found) {
        synchronized (found) {
            return found.size() < 3;
        }
    }

    /** The code under test logs what it meets; here it meets everything. */
    private static void quiet() {
        if (LoggerFactory.getLogger("network.cocoon") instanceof Logger logger && logger.getLevel() != Level.OFF) {
            logger.setLevel(Level.OFF);
        }
    }
}
