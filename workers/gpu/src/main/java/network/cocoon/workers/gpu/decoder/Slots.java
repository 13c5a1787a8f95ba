package network.cocoon.workers.gpu.decoder;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import network.cocoon.workers.gpu.model.Attention;

/** Keys and values of several sequences. A slot is free for another one as soon as nobody writes on. */
public final class Slots implements AutoCloseable {

    // Positions are cleared by so many, because each sequence beside a longer one needs one more at each step.
    private static final int CLEARED = 64;

    private final Decoder decoder;
    private final int count;
    private final int positions;
    private final PtNDManager scope;
    private final IValue cache;
    // Of each slot, the positions that were written: what lies beyond them need not be numbers.
    private final int[] written;

    Slots(Decoder decoder, int count, int positions) {
        this.decoder = decoder;
        this.count = count;
        this.positions = positions;
        this.written = new int[count];
        this.scope = decoder.manager().newSubManager(decoder.manager().getDevice());
        this.cache = IValue.listFrom(
                switch (decoder.config().attention()) {
                    case Attention.Grouped g -> tensors(g.keyValueHeads(), g.headSize());
                    case Attention.Latent l -> tensors(1, l.keyValueRank() + l.rotary());
                });
    }

    private PtNDArray[] tensors(int heads, int size) {
        List<Integer> types = decoder.cacheTypes();
        int layers = decoder.config().layers();
        return IntStream.range(0, layers * types.size())
                .mapToObj(i -> tensor(heads, size, types.get(i % types.size())))
                .toArray(PtNDArray[]::new);
    }

    private PtNDArray tensor(int heads, int size, int type) {
        try (IValue a = IValue.from((long) count);
                IValue b = IValue.from((long) heads);
                IValue c = IValue.from((long) positions);
                IValue d = IValue.from((long) size);
                IValue e = IValue.from((long) type)) {
            return decoder.call(scope, "memory", a, b, c, d, e);
        }
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
        // By slots, because neighbours can be looked at together.
        List<Segment> sorted =
                segments.stream().sorted(Comparator.comparingInt(Segment::slot)).toList();
        StepInputs in = StepInputs.of(sorted, decoder.config().rope(), decoder.block(), positions);
        fill(in, sorted);
        float[][] results = run(in, sorted);
        List<Integer> wanting = new ArrayList<>();
        sorted.stream().filter(Segment::wanted).forEach(segment -> wanting.add(segment.slot()));
        return segments.stream()
                .filter(Segment::wanted)
                .map(segment -> results[wanting.indexOf(segment.slot())])
                .toArray(float[][]::new);
    }

    /** Gives zeros to what a run looks at beyond a sequence's end: masked, but nothing times no number is no number. */
    private void fill(StepInputs in, List<Segment> segments) {
        for (Segment segment : segments) {
            int end = segment.at() + segment.tokens().length;
            written[segment.slot()] = Math.max(written[segment.slot()], end);
        }
        for (int run = 0; run < in.runs().length; run += 3) {
            int first = Math.toIntExact(in.runs()[run]);
            int reach = Math.toIntExact(in.runs()[run + 2]);
            for (Segment segment : segments.subList(first, first + Math.toIntExact(in.runs()[run + 1]))) {
                if (written[segment.slot()] < reach) {
                    clear(segment.slot(), Math.min(positions, Math.ceilDiv(reach, CLEARED) * CLEARED));
                }
            }
        }
    }

    private void clear(int slot, int end) {
        try (PtNDManager step = scope.newSubManager(scope.getDevice());
                IValue a = IValue.from((long) slot);
                IValue b = IValue.from((long) written[slot]);
                IValue c = IValue.from((long) end - written[slot])) {
            decoder.call(step, "clear", cache, a, b, c).close();
        }
        written[slot] = end;
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
        written[target] = Math.max(written[target], count);
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
                    IValue e = IValue.listFrom(in.runs());
                    IValue f = IValue.from(whole(step, in.last()));
                    IValue g = IValue.from(whole(step, in.states()))) {
                PtNDArray results =
                        decoder.call(step, "step", decoder.weights(), decoder.packed(), cache, a, b, c, d, e, f, g);
                // Looked at where it lies: for eight sequences the logits are 5 MB, which a copy of all moves once
                // more.
                FloatBuffer numbers = in.last().length + in.states().length == 0
                        ? FloatBuffer.allocate(0)
                        : results.toByteBuffer(true).asFloatBuffer();
                return in.split(
                        numbers, segments, decoder.spares(), decoder.config().hidden());
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
