package network.cocoon.workers.gpu.decoder;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.LongStream;
import network.cocoon.workers.gpu.model.Rope;

/**
 * One step's segments as the program takes them.
 *
 * @param ids the tokens of all, a row each
 * @param cosines of each row's position, {@code half} numbers a row, as the sines
 * @param table four numbers a segment: slot, first row, number of rows, position of the first
 * @param runs what attention takes together, as {@link Runs} says
 * @param last rows whose logits are wanted
 * @param states rows whose states are
 */
record StepInputs(
        long[] ids, float[] cosines, float[] sines, int half, long[] table, long[] runs, long[] last, long[] states) {

    static StepInputs of(List<Segment> segments, Rope rope, int block, int positions) {
        int rows =
                segments.stream().mapToInt(segment -> segment.tokens().length).sum();
        int half = rope.size() / 2;
        long[] ids = new long[rows];
        float[] cosines = new float[rows * half];
        float[] sines = new float[rows * half];
        long[] table = new long[4 * segments.size()];
        LongStream.Builder last = LongStream.builder();
        LongStream.Builder states = LongStream.builder();
        int row = 0;
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            int first = row;
            for (int t = 0; t < segment.tokens().length; t++) {
                ids[row] = segment.tokens()[t];
                rope.turn(segment.at() + t, cosines, sines, row * half);
                row++;
            }
            table[4 * i] = segment.slot();
            table[4 * i + 1] = first;
            table[4 * i + 2] = segment.tokens().length;
            table[4 * i + 3] = segment.at();
            switch (segment.result()) {
                case NOTHING -> {}
                case LOGITS -> last.add(row - 1L);
                case LAST_STATE -> states.add(row - 1L);
                case STATES -> LongStream.range(first, row).forEach(states::add);
            }
        }
        return new StepInputs(
                ids,
                cosines,
                sines,
                half,
                table,
                Runs.of(segments, block, positions),
                last.build().toArray(),
                states.build().toArray());
    }

    /** What the program gave, for each segment that wants something: all logits come first, then all states. */
    float[][] split(FloatBuffer results, List<Segment> segments, Spares spares, int hidden) {
        List<Segment> wanting = segments.stream().filter(Segment::wanted).toList();
        float[][] each = new float[wanting.size()][];
        int states = results.limit() - this.states.length * hidden;
        int logits = 0;
        for (int i = 0; i < each.length; i++) {
            Segment segment = wanting.get(i);
            if (segment.result() == Segment.Result.LOGITS) {
                each[i] = copy(results, logits, spares.take());
                logits += each[i].length;
            } else {
                int rows = segment.result() == Segment.Result.STATES ? segment.tokens().length : 1;
                each[i] = copy(results, states, new float[rows * hidden]);
                states += each[i].length;
            }
        }
        return each;
    }

    private static float[] copy(FloatBuffer from, int at, float[] into) {
        from.get(at, into);
        return into;
    }
}
