package network.cocoon.workers.gpu.decoder;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.workers.gpu.decoder.WeightPlan.Entry;
import network.cocoon.workers.gpu.decoder.WeightPlan.Part;
import network.cocoon.workers.gpu.model.ModelConfig;
import network.cocoon.workers.gpu.model.ModelConfig.Architecture;
import network.cocoon.workers.gpu.model.ModelException;
import network.cocoon.workers.gpu.model.ModelException.Code;
import network.cocoon.workers.gpu.model.WeightTarget;
import org.jspecify.annotations.Nullable;

/**
 * The weights on their way into memory. Each tensor is copied into its rows of an entry, piece by piece; an entry whose
 * parts are all there is laid out as the program wants it, and what it was made of is freed.
 */
final class Weights implements WeightTarget, AutoCloseable {

    static final String HEAD = "lm_head.weight";

    private final WeightPlan plan;
    private final Layout layout;
    private final ModelConfig config;
    private final PtNDManager manager;
    private final PtSymbolBlock program;
    private final IValue packed;
    private final Map<String, Part> missing;
    private final Map<Integer, PtNDArray> filling = new HashMap<>();
    private boolean bare;
    private boolean headless;
    private final int[] left;
    private final @Nullable PtNDArray[] done;

    Weights(WeightPlan plan, Layout layout, ModelConfig config, PtNDManager manager) {
        this.plan = plan;
        this.layout = layout;
        this.config = config;
        this.manager = manager;
        this.program = Torch.load(manager, WeightProgram.archive(layout.name()));
        this.packed = places();
        this.missing = new HashMap<>(plan.parts());
        this.left = plan.entries().stream().mapToInt(Entry::parts).toArray();
        this.done = new PtNDArray[plan.size()];
    }

    private IValue places() {
        boolean some = plan.entries().stream().anyMatch(entry -> entry.format() == Format.HALF);
        try (IValue count = IValue.from((long) plan.size())) {
            return some ? IValueUtils.runMethod(program, "places", count) : IValueUtils.runMethod(program, "none");
        }
    }

    /** What the library keeps in a form of its own, by the place in the list; whoever has taken it closes it. */
    IValue packed() {
        return packed;
    }

    @Override
    public @Nullable Sink of(String name, Element element, long[] shape) {
        Part part = missing.remove(name);
        if (part == null) {
            // Models that are made for vectors are saved without the head and so without what tells it from the rest.
            part = missing.remove("model." + name);
            bare |= part != null;
        }
        if (part == null) {
            if (leftOut(name)) {
                return null;
            }
            throw new ModelException(Code.TENSOR_UNEXPECTED, "a tensor of no known place, or given twice");
        }
        if (!Arrays.equals(part.shape(), shape)) {
            throw new ModelException(Code.TENSOR_MISMATCH, part.name() + " should be " + Arrays.toString(part.shape()));
        }
        return new Placing(part, element);
    }

    private boolean leftOut(String name) {
        // Tied models are sometimes saved with their head, which is the embedding again.
        if (config.tied() && name.equals(HEAD)) {
            return true;
        }
        if (name.endsWith(".rotary_emb.inv_freq")) {
            return true; // computed from config.json
        }
        // DeepSeek-V3 is saved with a block behind the last that predicts the token after the next.
        return config.architecture() == Architecture.DEEPSEEK_V3
                && name.startsWith("model.layers." + config.layers() + ".");
    }

    /** One tensor's pieces into its rows. */
    private final class Placing implements Sink {

        private final Part part;
        private final Element element;
        private long got;

        Placing(Part part, Element element) {
            this.part = part;
            this.element = element;
        }

        @Override
        public void take(ByteBuffer piece, long first) {
            Entry entry = plan.entries().get(part.entry());
            PtNDArray into = filling.computeIfAbsent(part.entry(), _ -> empty(entry));
            long at = (long) part.row() * Math.max(1, entry.columns()) + first;
            int count = piece.limit() / element.bytes();
            place(into, at, piece, element, count);
            got += count;
            if (got == elements(part) && --left[part.entry()] == 0) {
                finish(entry, part.entry());
            }
        }
    }

    private static long elements(Part part) {
        return Arrays.stream(part.shape()).reduce(1, (a, b) -> a * b);
    }

    private PtNDArray empty(Entry entry) {
        boolean wide = entry.columns() == 0 || layout.precision() == Precision.F32 || entry.format() == Format.PLAIN_32;
        return empty(entry.rows(), Math.max(1, entry.columns()), wide);
    }

    private PtNDArray empty(int height, int width, boolean wide) {
        try (IValue rows = IValue.from((long) height);
                IValue columns = IValue.from((long) width);
                IValue type = IValue.from((long) (wide ? Format.FLOAT_32 : Format.FLOAT_16))) {
            return call("empty", rows, columns, type);
        }
    }

    private void place(PtNDArray into, long at, ByteBuffer piece, Element element, int count) {
        DataType type = element == Element.F32 ? DataType.FLOAT32 : DataType.FLOAT16;
        try (PtNDManager scope = manager.newSubManager(manager.getDevice())) {
            PtNDArray from = scope.create(piece, new Shape(count), type);
            try (IValue a = IValue.from(into);
                    IValue b = IValue.from(at);
                    IValue c = IValue.from(from);
                    IValue brain = IValue.from(element == Element.BF16)) {
                if (!Torch.call(scope, program, "place", a, b, c, brain).getBoolean()) {
                    throw new ModelException(Code.TENSOR_NOT_FINITE, "a weight is not a finite number");
                }
            }
        }
    }

    private void finish(Entry entry, int number) {
        PtNDArray raw = filling.get(number);
        if (raw == null) {
            throw new IllegalStateException("an entry is finished once");
        }
        lay(entry, raw);
        // The first is the embedding, of which a tied head is made at the end.
        if (number > 0 || !config.tied()) {
            filling.remove(number);
            raw.close();
        }
    }

    private void lay(Entry entry, PtNDArray raw) {
        int at = entry.index();
        if (entry.columns() == 0) {
            done[at] = one("flat", raw);
            return;
        }
        switch (entry.format()) {
            case PLAIN_32 -> done[at] = cast(raw, Format.FLOAT_32);
            case PLAIN_16 -> done[at] = cast(raw, Format.FLOAT_16);
            case PACKED_32 -> done[at] = packed(raw, Format.FLOAT_32);
            case PACKED_16 -> done[at] = packed(raw, Format.FLOAT_16);
            case HALF -> done[at] = halved(raw, at);
            case INT8, BYTES -> whole(raw, at, "scale8", "int8");
            case INT4 -> whole(raw, at, "scale4", "int4");
            case NIBBLES -> whole(raw, at, "scale4", "nibbles");
        }
    }

    private PtNDArray halved(PtNDArray raw, int at) {
        try (IValue place = IValue.from((long) at);
                IValue from = IValue.from(raw)) {
            PtNDArray fits = call("half", packed, place, from);
            if (!fits.getBoolean()) {
                throw new ModelException(
                        Code.NOT_LOADABLE, "a weight beyond 65504 does not fit 16 bits: take --dtype f32");
            }
            return fits;
        }
    }

    private PtNDArray packed(PtNDArray raw, int type) {
        try (PtNDArray cast = cast(raw, type)) {
            return one("pack", cast);
        }
    }

    private PtNDArray cast(PtNDArray raw, int type) {
        try (IValue from = IValue.from(raw);
                IValue to = IValue.from((long) type)) {
            return call("cast", from, to);
        }
    }

    private void whole(PtNDArray raw, int at, String scale, String numbers) {
        try (IValue from = IValue.from(raw);
                IValue to = IValue.from((long) Format.FLOAT_16)) {
            PtNDArray scales = call(scale, from, to);
            try (IValue by = IValue.from(scales)) {
                done[at] = call(numbers, from, by);
            }
            done[at + 1] = scales;
        }
    }

    private PtNDArray one(String method, PtNDArray raw) {
        try (IValue from = IValue.from(raw)) {
            return call(method, from);
        }
    }

    private PtNDArray call(String method, IValue... arguments) {
        return Torch.call(manager, program, method, arguments);
    }

    /** Nothing is made of a head that is not there; the program never comes to where it would read it. */
    private void leaveOutHead() {
        Part head = missing.get(HEAD);
        if (head == null || !bare) {
            return;
        }
        missing.remove(HEAD);
        headless = true;
        Entry entry = plan.entries().get(head.entry());
        for (int i = 0; i < entry.format().tensors(); i++) {
            done[entry.index() + i] = empty(1, 1, true);
        }
    }

    /** Of a model that was saved without its head, what the head would take; else 0. */
    long headBytes() {
        Part head = plan.parts().get(HEAD);
        if (!headless || head == null) {
            return 0;
        }
        Entry entry = plan.entries().get(head.entry());
        return entry.format().bytes(entry.elements());
    }

    boolean headless() {
        return headless;
    }

    @Override
    public void complete() {
        leaveOutHead();
        if (!missing.isEmpty()) {
            throw new ModelException(
                    Code.TENSOR_MISSING,
                    missing.size() + " tensors, one is "
                            + missing.keySet().stream().sorted().findFirst().orElse(""));
        }
        List<Entry> entries = plan.entries();
        for (Entry entry : entries) {
            if (entry.parts() == 0) {
                PtNDArray first = filling.get(0);
                if (first != null) {
                    lay(entry, first);
                }
            }
        }
        filling.values().forEach(PtNDArray::close);
        filling.clear();
    }

    /** The program's list, once complete. */
    PtNDArray[] list() {
        PtNDArray[] list = new PtNDArray[done.length];
        for (int i = 0; i < list.length; i++) {
            PtNDArray tensor = done[i];
            if (tensor == null) {
                throw new IllegalStateException("the weights are not complete");
            }
            list[i] = tensor;
        }
        return list;
    }

    @Override
    public void close() {
        program.close();
    }
}
