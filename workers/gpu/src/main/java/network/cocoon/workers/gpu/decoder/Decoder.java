package network.cocoon.workers.gpu.decoder;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.workers.gpu.model.Attention;
import network.cocoon.workers.gpu.model.LoadProgress;
import network.cocoon.workers.gpu.model.ModelConfig;
import network.cocoon.workers.gpu.model.ModelDirectory;
import network.cocoon.workers.gpu.model.ModelException;
import org.jspecify.annotations.Nullable;

/** Weights in memory and the program that runs them, on a GPU where there is one. One thread at a time. */
public final class Decoder implements AutoCloseable {

    private final ModelConfig config;
    private final Layout layout;
    private final PtNDManager manager;
    private final PtSymbolBlock program;
    private final IValue weights;
    private final IValue packed;
    private final WeightPlan plan;
    private final boolean headless;
    private final Spares spares;
    private final long bytes;

    private Decoder(
            ModelConfig config,
            Layout layout,
            PtNDManager manager,
            PtSymbolBlock program,
            Weights weights,
            WeightPlan plan) {
        this.config = config;
        this.layout = layout;
        this.manager = manager;
        this.program = program;
        this.weights = IValue.listFrom(weights.list());
        this.packed = weights.packed();
        this.headless = weights.headless();
        this.bytes = plan.bytes() - weights.headBytes();
        this.plan = plan;
        this.spares = new Spares(config.vocabulary());
    }

    /** A directory that was read, and its decoder. */
    public record Loaded(ModelDirectory directory, Decoder decoder) {}

    /**
     * Reads a Hugging Face directory, once and wholly into private memory.
     *
     * @throws ModelException with a code for anything wrong with the directory
     */
    public static Loaded load(Path path, Precision precision) {
        return load(path, precision, LoadProgress.SILENT);
    }

    /** As {@link #load(Path, Precision)}, telling how far it is, on another thread. */
    public static Loaded load(Path path, Precision precision, LoadProgress progress) {
        return LoadingThread.call(() -> load(path, Layout.here(precision), progress));
    }

    /** On this thread. */
    static Loaded load(Path path, Layout layout, LoadProgress progress) {
        PtNDManager manager = Torch.manager(layout.device());
        Weights[] taken = new Weights[1];
        DecoderProgram.Built[] built = new DecoderProgram.Built[1];
        try {
            ModelDirectory directory = ModelDirectory.read(
                    path,
                    config -> {
                        built[0] = DecoderProgram.build(config, layout);
                        requireMemory(built[0].plan().bytes(), layout);
                        taken[0] = new Weights(built[0].plan(), layout, config, manager);
                        return taken[0];
                    },
                    progress);
            PtSymbolBlock program = Torch.load(manager, built[0].archive());
            Decoder decoder = new Decoder(directory.config(), layout, manager, program, taken[0], built[0].plan());
            taken[0].close();
            return new Loaded(directory, decoder);
        } catch (EngineException e) {
            abandon(manager, taken[0]);
            throw new ModelException(ModelException.Code.NOT_LOADABLE, "the native library refuses the model", e);
        } catch (RuntimeException e) {
            abandon(manager, taken[0]);
            throw e;
        }
    }

    private static void abandon(PtNDManager manager, @Nullable Weights taken) {
        if (taken != null) {
            taken.packed().close();
        }
        manager.close();
    }

    /** The tensors that a directory of this shape has, in the order of the layers. */
    public static Map<String, long[]> tensors(ModelConfig config) {
        Map<String, long[]> tensors = new LinkedHashMap<>();
        DecoderProgram.build(config, Layout.plain(Precision.F32))
                .plan()
                .parts()
                .forEach((name, part) -> tensors.put(name, part.shape()));
        return tensors;
    }

    private static void requireMemory(long bytes, Layout layout) {
        if (bytes > layout.memory()) {
            throw new ModelException(
                    ModelException.Code.MODEL_TOO_LARGE,
                    (bytes >> 20) + " MiB of weights do not fit " + (layout.gpu() ? "the GPU" : "this machine"));
        }
    }

    public ModelConfig config() {
        return config;
    }

    public Precision precision() {
        return layout.precision();
    }

    /** Where it computes: {@code cpu} or {@code cuda:0}. */
    public String device() {
        return layout.name();
    }

    /** What the weights take in memory, in bytes. */
    public long bytes() {
        return bytes;
    }

    /** Whether the model was saved for vectors alone: then it has states, but no logits. */
    public boolean isHeadless() {
        return headless;
    }

    /**
     * For whoever wants logits.
     *
     * @throws ModelException with {@link ModelException.Code#TENSOR_MISSING}
     */
    public void requireHead() {
        if (headless) {
            throw new ModelException(
                    ModelException.Code.TENSOR_MISSING, Weights.HEAD + ": this model gives vectors and no text");
        }
    }

    /** Bytes of memory where it computes, its weights' among them. */
    public long memory() {
        return layout.memory();
    }

    /** What a step reads of them at least, in bytes: all but the embedding, of which it reads a row a token. */
    public long bytesPerStep() {
        WeightPlan.Entry embedding = plan.entries().getFirst();
        return bytes() - embedding.format().bytes(embedding.elements());
    }

    /** Bytes of keys and values for one position of one sequence. */
    public long bytesPerPosition() {
        List<Integer> types = cacheTypes();
        long numbers = config.layers() * config.attention().cached() / types.size();
        return types.stream().mapToLong(type -> numbers * Format.size(type)).sum();
    }

    /** By how many positions those of a single token's step are looked at. */
    int block() {
        return GroupedProgram.block(layout);
    }

    /** The types of the tensors of a block's cache, which share its numbers evenly. */
    List<Integer> cacheTypes() {
        int values = layout.activations();
        return switch (config.attention()) {
            case Attention.Grouped grouped -> List.of(GroupedProgram.keys(grouped, layout), values);
            case Attention.Latent _ -> List.of(values);
        };
    }

    /**
     * Places for sequences, with all their memory. A page of it is used once a position is written there.
     *
     * @param positions of each slot, at most the model's context
     * @throws ModelException with {@link ModelException.Code#MODEL_TOO_LARGE}
     */
    public Slots slots(int count, int positions) {
        try {
            return new Slots(this, count, Math.min(positions, config.context()));
        } catch (EngineException e) {
            throw new ModelException(
                    ModelException.Code.MODEL_TOO_LARGE, "no memory for " + count + " slots of " + positions, e);
        }
    }

    /** Logits that nobody looks at any more, which a later step overwrites. From any thread. */
    public void giveBack(float[] logits) {
        spares.giveBack(logits);
    }

    Spares spares() {
        return spares;
    }

    PtNDManager manager() {
        return manager;
    }

    PtNDArray call(PtNDManager scope, String method, IValue... arguments) {
        return Torch.call(scope, program, method, arguments);
    }

    IValue weights() {
        return weights;
    }

    IValue packed() {
        return packed;
    }

    @Override
    public void close() {
        weights.close();
        packed.close();
        program.close();
        manager.close();
    }
}
