package network.cocoon.workers.gpu.decoder;

import java.util.List;
import java.util.stream.LongStream;

/**
 * Which segments attention looks at in one call. A call costs as much as looking at many positions, so sequences that
 * decode in neighbouring slots are taken together, and the shorter ones are looked at further than they reach, under a
 * mask.
 */
final class Runs {

    /** What a call costs beside its work, in positions of one sequence: 18 against 0.35 microseconds on two cores. */
    static final int CALL = 48;

    private Runs() {}

    /**
     * Three numbers a run, in order: its first segment, how many, and the positions that all of it is looked at; 0 for a
     * prompt, which is looked at alone.
     *
     * @param block     positions are looked at by so many
     * @param positions of a slot, beyond which there are none
     */
    static long[] of(List<Segment> segments, int block, int positions) {
        LongStream.Builder runs = LongStream.builder();
        int first = 0;
        while (first < segments.size()) {
            int longest = end(segments.get(first));
            int total = longest;
            int next = first + 1;
            while (next < segments.size() && follows(segments.get(next - 1), segments.get(next))) {
                int end = end(segments.get(next));
                int most = Math.max(longest, end);
                int count = next - first + 1;
                if ((long) count * most - (total + end) > (long) CALL * (count - 1)) {
                    break;
                }
                longest = most;
                total += end;
                next++;
            }
            boolean prompt = segments.get(first).tokens().length > 1;
            int looked = Math.min(positions, Math.ceilDiv(longest, block) * block);
            runs.add(first).add(next - first).add(prompt ? 0 : looked);
            first = next;
        }
        return runs.build().toArray();
    }

    private static boolean follows(Segment one, Segment other) {
        return one.tokens().length == 1 && other.tokens().length == 1 && other.slot() == one.slot() + 1;
    }

    private static int end(Segment segment) {
        return segment.at() + segment.tokens().length;
    }
}
