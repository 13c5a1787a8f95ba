package network.cocoon.workers.gpu.decoder;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import network.cocoon.workers.gpu.model.Attention;
import network.cocoon.workers.gpu.model.Rope;

/** Keys and values of several sequences. A slot is free for another one as soon as nobody writes on. */
public final class Slots implements AutoCloseable {

    private final Decoder decoder;
    private final int count;
    private final int positions;
    private final PtNDManager scope;
    private final IValue cache;

    Slots(Decoder decoder, int count, int positions) {
        this.decoder = decoder;
        this.count = count;
        this.positions = positions;
        this.scope = decoder.manager().newSubManager(decoder.manager().getDevice());
        this.cache = IValue.listFrom(
                switch (decoder.config().attention()) {
                    case Attention.Grouped g -> tensors(2 * decoder.config().layers(), g.keyValueHeads(), g.headSize());
                    case Attention.Latent l -> tensors(decoder.config().layers(), 1, l.keyValueRank() + l.rotary());
                });
    }

    private PtNDArray[] tensors(int tensors, int heads, int size) {
        PtNDArray[] list = new PtNDArray[tensors];
        for (int i = 0; i < tensors; i++) {
            try (IValue a = IValue.from((long) count);
                    IValue b = IValue.from((long) heads);
                    IValue c = IValue.from((long) positions);
                    IValue d = IValue.from((long) size)) {
                list[i] = decoder.call(scope, "memory", a, b, c, d);
            }
        }
        return list;
    }

    public int count() {
        return count;
    }

    /** Positions of each slot. */
    public int positions() {
        return positions;
    }

    /**
     * Advances sequences, each slot at most once.
     *
     * @return for each segment that wants them, in their order, the logits of the whole vocabulary
     */
    public float[][] step(List<Segment> segments) {
        int rows = 0;
        for (Segment segment : segments) {
            check(segment);
            rows += segment.tokens().length;
        }
        Rope rope = decoder.config().rope();
        int half = rope.size() / 2;
        long[] ids = new long[rows];
        float[] cosines = new float[rows * half];
        float[] sines = new float[rows * half];
        long[] table = new long[4 * segments.size()];
        long[] last = new long[(int) segments.stream().filter(Segment::wanted).count()];
        int row = 0;
        int wanted = 0;
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            table[4 * i] = segment.slot();
            table[4 * i + 1] = row;
            table[4 * i + 2] = segment.tokens().length;
            table[4 * i + 3] = segment.at();
            for (int t = 0; t < segment.tokens().length; t++) {
                ids[row] = segment.tokens()[t];
                rope.turn(segment.at() + t, cosines, sines, row * half);
                row++;
            }
            if (segment.wanted()) {
                last[wanted++] = row - 1L;
            }
        }
        return run(ids, cosines, sines, table, last, half);
    }

    /** Gives a slot the keys and values of another's first positions, as if the same tokens had been run in it. */
    public void copy(int source, int target, int count) {
        if (Math.min(source, target) < 0 || Math.max(source, target) >= this.count || source == target) {
            throw new IllegalArgumentException("no such two slots");
        }
        if (count < 1 || count > positions) {
            throw new IllegalArgumentException("a slot holds " + positions + " positions");
        }
        try (PtNDManager step = scope.newSubManager(scope.getDevice());
                IValue a = IValue.from((long) source);
                IValue b = IValue.from((long) target);
                IValue c = IValue.from((long) count)) {
            decoder.call(step, "copy", cache, a, b, c).close();
        }
    }

    private void check(Segment segment) {
        if (segment.slot() < 0 || segment.slot() >= count) {
            throw new IllegalArgumentException("no such slot");
        }
        int tokens = segment.tokens().length;
        if (tokens == 0 || segment.at() < 0 || tokens > positions - segment.at()) {
            throw new IllegalArgumentException("a slot holds " + positions + " positions");
        }
        for (int token : segment.tokens()) {
            if (token < 0 || token >= decoder.config().vocabulary()) {
                throw new IllegalArgumentException("no such token");
            }
        }
    }

    private float[][] run(long[] ids, float[] cosines, float[] sines, long[] table, long[] last, int half) {
        try (PtNDManager step = scope.newSubManager(scope.getDevice())) {
            Shape turned = new Shape(ids.length, half);
            PtNDArray tokens = step.create(LongBuffer.wrap(ids), new Shape(ids.length), DataType.INT64);
            PtNDArray cos = step.create(FloatBuffer.wrap(cosines), turned, DataType.FLOAT32);
            PtNDArray sin = step.create(FloatBuffer.wrap(sines), turned, DataType.FLOAT32);
            PtNDArray ends = step.create(LongBuffer.wrap(last), new Shape(last.length), DataType.INT64);
            try (IValue a = IValue.from(tokens);
                    IValue b = IValue.from(cos);
                    IValue c = IValue.from(sin);
                    IValue d = IValue.listFrom(table);
                    IValue e = IValue.from(ends)) {
                PtNDArray logits =
                        decoder.call(step, "step", decoder.weights(), decoder.packed(), cache, a, b, c, d, e);
                int vocabulary = decoder.config().vocabulary();
                float[] all = last.length == 0 ? new float[0] : logits.toFloatArray();
                float[][] each = new float[last.length][];
                for (int i = 0; i < last.length; i++) {
                    each[i] = java.util.Arrays.copyOfRange(all, i * vocabulary, (i + 1) * vocabulary);
                }
                return each;
            }
        }
    }

    @Override
    public void close() {
        cache.close();
        scope.close();
    }
}
