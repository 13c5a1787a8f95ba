package network.cocoon.workers.gpu.decoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Walks four sequences many steps, in a process whose heap is all touched when it starts: what is resident beyond that lies
 * outside of the heap. {@code Soak STEPS PRECISION KIB}; the last line is by how many KiB it grew in that many steps, after
 * two fifths of them that do not count. Where it was more than allowed it walks as many again, three times in all: compilers
 * that had to wait for a processor are late, a leak goes on.
 */
final class Soak {

    private static final Path MODEL = Path.of("src/main/models/cocoon-tiny");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int BATCH = 4;
    private static final int LOOKS = 10;
    private static final int STRETCHES = 3;

    private Soak() {}

    public static void main(String[] args) throws IOException {
        int steps = Integer.parseInt(args[0]);
        long most = Long.parseLong(args[2]);
        Torch.threads(1);
        try (Decoder decoder = Decoder.load(MODEL, Precision.valueOf(args[1])).decoder();
                Slots slots = decoder.slots(BATCH, 256)) {
            Walk walk = new Walk(slots);
            walk.go(2 * steps / 5); // by then the library has made what code it keeps
            long grown = Long.MAX_VALUE;
            for (int stretch = 0; stretch < STRETCHES && grown >= most; stretch++) {
                long before = resident();
                for (int look = 0; look < LOOKS; look++) {
                    walk.go(steps / LOOKS);
                    grown = resident() - before;
                    System.out.printf("%d steps: %d KiB more%n", (look + 1) * (steps / LOOKS), grown);
                }
            }
            System.out.println(grown);
        }
    }

    private static final class Walk {

        private final Slots slots;
        private final Random random = new Random(1);
        private final int[] at = new int[BATCH];

        private Walk(Slots slots) {
            this.slots = slots;
        }

        private void go(int steps) {
            for (int step = 0; step < steps; step++) {
                int rows = slots.step(segments(at, random)).length;
                if (rows != BATCH) {
                    throw new IllegalStateException(rows + " rows of " + BATCH);
                }
            }
        }
    }

    /** Each starts again at a place of its own, now and then with a prompt. */
    private static List<Segment> segments(int[] at, Random random) {
        return IntStream.range(0, BATCH)
                .mapToObj(slot -> {
                    at[slot] = at[slot] + 20 > 256 - slot * 30 ? 0 : at[slot];
                    int[] tokens = random.ints(at[slot] == 0 ? 17 : 1, 0, 1500).toArray();
                    Segment segment = new Segment(slot, at[slot], tokens, true);
                    at[slot] += tokens.length;
                    return segment;
                })
                .toList();
    }

    /** KiB. */
    private static long resident() throws IOException {
        System.gc();
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
