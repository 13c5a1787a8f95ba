package network.cocoon.workers.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import network.cocoon.domain.attestation.check.RefusedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Good examples, changed at random in the ways that parsers stumble over: whatever comes, a value or a coded refusal, in
 * bounded memory and time. {@code -Dcocoon.fuzz.inputs=1000000} tries as many of each; {@link FuzzMain} has Jazzer choose
 * them by what they reach.
 */
class FuzzedParsersTest {

    private static final int INPUTS = Integer.getInteger("cocoon.fuzz.inputs", 3000);
    private static final long SEED = Long.getLong("cocoon.fuzz.seed", 5);
    private static final Path CORPUS = Path.of("src/test/corpus");
    private static final int MAX_INPUT = 32 * 1024;

    /** A parser may copy what it reads some times over, and no more: names and numbers in it must not decide. */
    private static final long MAX_ALLOCATED = 4L << 20;

    private static final long MAX_NANOS = 2_000_000_000L;
    private static final byte[] EDGES = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff, '"', '{', '[', '\n', 0x30};

    private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @EnumSource
    void whatever_comes_is_a_value_or_a_coded_refusal(FuzzedParser parser) {
        List<byte[]> minted = parser.seeds();
        minted.forEach(seed -> assertThatCode(() -> parser.read(seed)).doesNotThrowAnyException());
        List<byte[]> grown = parser.grown(CORPUS);
        grown.forEach(input -> bounded(parser, input));
        List<byte[]> seeds = Stream.concat(minted.stream(), grown.stream().filter(input -> input.length > 0))
                .toList();
        Random random = new Random(SEED);
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = seeds.get(random.nextInt(seeds.size())).clone();
            for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
                input = changed(input, seeds, random);
            }
            bounded(parser, input);
        }
    }

    private void bounded(FuzzedParser parser, byte[] input) {
        long allocated = thread.getCurrentThreadAllocatedBytes();
        long nanos = thread.getCurrentThreadCpuTime();
        try {
            parser.read(input);
        } catch (RefusedException refused) {
            assertThat(refused.code()).isNotNull();
        } catch (Throwable fault) {
            fail(parser + " on " + HexFormat.of().formatHex(input), fault);
        }
        if (thread.getCurrentThreadAllocatedBytes() - allocated > MAX_ALLOCATED
                || thread.getCurrentThreadCpuTime() - nanos > MAX_NANOS) {
            fail(parser + " needs too much for " + HexFormat.of().formatHex(input));
        }
    }

    private static byte[] changed(byte[] input, List<byte[]> seeds, Random random) {
        if (input.length == 0) {
            return new byte[] {EDGES[random.nextInt(EDGES.length)]};
        }
        int at = random.nextInt(input.length);
        int length = Math.min(input.length - at, 1 + random.nextInt(1 << random.nextInt(9)));
        byte[] out = input.clone();
        return switch (random.nextInt(8)) {
            case 0 -> {
                out[at] ^= (byte) (1 << random.nextInt(8));
                yield out;
            }
            case 1 -> {
                out[at] = EDGES[random.nextInt(EDGES.length)];
                yield out;
            }
            case 2 -> {
                Arrays.fill(out, at, at + length, EDGES[random.nextInt(EDGES.length)]);
                yield out;
            }
            case 3 -> {
                out[at] += (byte) (random.nextInt(9) - 4);
                yield out;
            }
            case 4 -> joined(Arrays.copyOf(input, at), Arrays.copyOfRange(input, at + length, input.length));
            case 5 -> joined(Arrays.copyOf(input, at + length), Arrays.copyOfRange(input, at, input.length));
            case 6 -> Arrays.copyOf(input, at);
            default -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                yield joined(
                        Arrays.copyOf(input, at),
                        Arrays.copyOfRange(other, random.nextInt(other.length), other.length));
            }
        };
    }

    private static byte[] joined(byte[] head, byte[] tail) {
        byte[] joined = Arrays.copyOf(head, Math.min(MAX_INPUT, head.length + tail.length));
        System.arraycopy(
                tail,
                0,
                joined,
                Math.min(head.length, joined.length),
                joined.length - Math.min(head.length, joined.length));
        return joined;
    }
}
