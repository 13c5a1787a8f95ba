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
     * @return for each segment that wants something, in their order, its logits or states
     */
    public float[][] step(List<Segment> segments) {
        segments.forEach(this::check);
        return run(StepInputs.of(segments, decoder.config().rope()), segments);
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
        if (segment.result() == Segment.Result.LOGITS && decoder.isHeadless()) {
            throw new IllegalArgumentException("a model without a head has no logits");
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

    private float[][] run(StepInputs in, List<Segment> segments) {
        try (PtNDManager step = scope.newSubManager(scope.getDevice())) {
            Shape turned = new Shape(in.ids().length, in.half());
            PtNDArray cos = step.create(FloatBuffer.wrap(in.cosines()), turned, DataType.FLOAT32);
            PtNDArray sin = step.create(FloatBuffer.wrap(in.sines()), turned, DataType.FLOAT32);
            try (IValue a = IValue.from(whole(step, in.ids()));
                    IValue b = IValue.from(cos);
                    IValue c = IValue.from(sin);
                    IValue d = IValue.listFrom(in.table());
                    IValue e = IValue.from(whole(step, in.last()));
                    IValue f = IValue.from(whole(step, in.states()))) {
                PtNDArray results =
                        decoder.call(step, "step", decoder.weights(), decoder.packed(), cache, a, b, c, d, e, f);
                // Looked at where it lies: for eight sequences the logits are 5 MB, which a copy of all moves once
                // more.
                FloatBuffer numbers = in.last().length + in.states().length == 0
                        ? FloatBuffer.allocate(0)
                        : results.toByteBuffer(true).asFloatBuffer();
                return in.split(
                        numbers,
                        segments,
                        decoder.config().vocabulary(),
                        decoder.config().hidden());
            }
        }
    }

    private static PtNDArray whole(PtNDManager step, long[] numbers) {
        return step.create(LongBuffer.wrap(numbers), new Shape(numbers.length), DataType.INT64);
    }

    @Override
    public void close() {
        cache.close();
        scope.close();
    }
}
