package network.cocoon.ui.chaos;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import network.cocoon.ui.cluster.Cluster;

/**
 * {@code Chaos [rounds] [seed] [round milliseconds]}: 50 rounds on a fresh network unless told otherwise. Each round
 * prints its own seed; {@code Chaos 1 SEED} plays that round again, as far as real time repeats itself.
 */
final class Chaos {

    static final Cluster.Size SIZE = new Cluster.Size(2, 3, 4, 2, 20);

    private static final String HEAD = """
            | seed | faults | asked | answered | hung up | refused | broken | to rest | invariants |
            |---|---|---|---|---|---|---|---|---|""";

    private Chaos() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 50;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        int millis = args.length > 2 ? Integer.parseInt(args[2]) : 10_000;
        Path data = Files.createTempDirectory("cocoon-chaos");
        List<Round> run;
        try (Cluster cluster = Cluster.start(data, SIZE)) {
            run = run(cluster, rounds, seed, millis, System.out);
        }
        boolean held = run.stream().allMatch(round -> round.violations().isEmpty());
        System.out.println(held ? "All rounds held." : "Not all rounds held. Logs: " + data);
        System.exit(held ? 0 : 1);
    }

    static List<Round> run(Cluster cluster, int rounds, long seed, int millis, PrintStream out) throws Exception {
        List<Round> done = new ArrayList<>();
        out.println(HEAD);
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int i = 0; i < rounds; i++) {
            Round round = Round.run(cluster, rounds == 1 ? seed : seeds.nextLong(), millis);
            out.println(round.line());
            out.flush();
            done.add(round);
        }
        return done;
    }
}
