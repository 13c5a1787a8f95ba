package network.cocoon.workers.gpu.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Memory outside the heap, which no collector minds. {@code -Dsoak.steps=20000} makes it a long walk, whose first tenth does
 * not count; in a JVM that touches all of its heap at the start ({@code -Xms1g -Xmx1g -XX:+AlwaysPreTouch}) whatever is
 * resident beyond that grew outside.
 */
class SoakTest {

    private static final Path MODEL = Path.of("src/main/models/cocoon-tiny");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int BATCH = 4;
    private static final int WARM_UP = 300;
    private static final int LONG = 10_000;
    private static final int LOOK = 2000;

    @Test
    void memory_is_flat_over_many_steps() throws IOException, InterruptedException {
        assumeTrue(Files.isReadable(STATUS), "only Linux says how much memory a process has");
        int steps = Integer.getInteger("soak.steps", 1500);
        int warmUp = steps >= LONG ? steps / 10 : WARM_UP;
        Torch.threads(1);
        Random random = new Random(1);
        try (Decoder decoder = Decoder.load(MODEL, Precision.BF16).decoder();
                Slots slots = decoder.slots(BATCH, 256)) {
            int[] at = new int[BATCH];
            long before = 0;
            for (int step = 0; step < warmUp + steps; step++) {
                if (step == warmUp) {
                    before = resident();
                }
                if (steps >= LONG && step > warmUp && step % LOOK == 0) {
                    System.out.printf("%d steps: %d KiB more%n", step, resident() - before);
                }
                List<Segment> segments = IntStream.range(0, BATCH)
                        .mapToObj(slot -> {
                            // Each starts again at a place of its own, now and then with a prompt.
                            at[slot] = at[slot] + 20 > 256 - slot * 30 ? 0 : at[slot];
                            int[] tokens =
                                    random.ints(at[slot] == 0 ? 17 : 1, 0, 1500).toArray();
                            Segment segment = new Segment(slot, at[slot], tokens, true);
                            at[slot] += tokens.length;
                            return segment;
                        })
                        .toList();
                assertThat(slots.step(segments)).hasNumberOfRows(BATCH);
            }
            long grown = resident() - before;
            System.out.printf("%d steps of %d sequences: resident memory grew by %d KiB%n", steps, BATCH, grown);
            // The heap may still be growing; the logits alone, if they were lost, would be 36 MiB by now.
            assertThat(grown).isLessThan(28L * 1024);
        }
    }

    /** The heap gives memory back some time after it was collected: what lies outside shows once it has. */
    private static long resident() throws IOException, InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(400);
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
