package network.cocoon.workers.gpu.decoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Walks four sequences many steps, in a process whose heap is all touched when it starts: what is resident beyond that lies
 * outside of the heap. {@code Soak STEPS PRECISION}; the last line is by how many KiB it grew, after a tenth that does not count.
 */
final class Soak {

    private static final Path MODEL = Path.of("src/main/models/cocoon-tiny");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int BATCH = 4;
    private static final int LOOKS = 10;

    private Soak() {}

    public static void main(String[] args) throws IOException {
        int steps = Integer.parseInt(args[0]);
        int warmUp = 2 * steps / 5; // by then the library has made what code it keeps
        Torch.threads(1);
        Random random = new Random(1);
        int[] at = new int[BATCH];
        try (Decoder decoder = Decoder.load(MODEL, Precision.valueOf(args[1])).decoder();
                Slots slots = decoder.slots(BATCH, 256)) {
            long before = 0;
            for (int step = 0; step < warmUp + steps; step++) {
                if (step == warmUp) {
                    before = resident();
                } else if (step > warmUp && step % (steps / LOOKS) == 0) {
                    System.out.printf("%d steps: %d KiB more%n", step, resident() - before);
                }
                int rows = slots.step(segments(at, random)).length;
                if (rows != BATCH) {
                    throw new IllegalStateException(rows + " rows of " + BATCH);
                }
            }
            System.out.println(resident() - before);
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
