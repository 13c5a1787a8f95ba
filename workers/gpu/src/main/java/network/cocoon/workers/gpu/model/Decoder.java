package network.cocoon.workers.gpu.model;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Weights in memory and the program that runs them, in 32-bit floats on the CPU. One thread at a time. */
public final class Decoder implements AutoCloseable {

    private final ModelConfig config;
    private final PtNDManager manager;
    private final PtSymbolBlock program;
    private final List<PtNDArray> weights;
    private final IValue weightList;

    /** @param buffers the weights, by {@link WeightLayout}; they stay in use until {@link #close} */
    public Decoder(ModelConfig config, List<FloatBuffer> buffers) {
        this.config = config;
        this.manager = (PtNDManager) engine().newBaseManager();
        this.program = load(manager, config);
        WeightLayout layout = WeightLayout.of(config);
        this.weights = new ArrayList<>();
        for (int i = 0; i < layout.shapes().size(); i++) {
            long[] shape = java.util.Arrays.stream(layout.shapes().get(i))
                    .asLongStream()
                    .toArray();
            weights.add(manager.create(buffers.get(i), new Shape(shape), DataType.FLOAT32));
        }
        if (config.tied()) {
            weights.set(WeightLayout.HEAD, weights.get(WeightLayout.EMBEDDING));
        }
        this.weightList = IValue.listFrom(weights.toArray(PtNDArray[]::new));
    }

    /** How many threads one operation may use, in this process. Results differ in the last bits between counts. */
    public static void threads(int count) {
        engine();
        JniUtils.setNumThreads(count);
    }

    // The native library is loaded by the first use of the engine.
    private static Engine engine() {
        Engine engine = Engine.getEngine("PyTorch");
        JniUtils.setGraphExecutorOptimize(false);
        return engine;
    }

    private static PtSymbolBlock load(PtNDManager manager, ModelConfig config) {
        try {
            return JniUtils.loadModule(manager, new ByteArrayInputStream(DecoderProgram.archive(config)), false, false);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    public ModelConfig config() {
        return config;
    }

    /** The weights by {@link WeightLayout}, for training. */
    public List<PtNDArray> weights() {
        return weights;
    }

    /** Calls a method of the program with the weights first; the result belongs to {@code scope}. */
    public PtNDArray call(PtNDManager scope, String method, IValue... arguments) {
        IValue[] all = new IValue[arguments.length + 1];
        all[0] = weightList;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        try (IValue result = IValueUtils.runMethod(program, method, all)) {
            return result.toTensor(scope);
        }
    }

    /**
     * The mean loss over a batch in nats a token, with the graph that leads to the weights: the caller closes it.
     * Other calls record no graph; only this way of calling does, and it takes its lists by the names of the arrays.
     */
    public NDArray loss(PtNDManager scope, PtNDArray ids, PtNDArray targets) {
        NDList arguments = new NDList(weights.size() + 3);
        for (PtNDArray weight : weights) {
            weight.setName("w[]");
            arguments.add(weight);
        }
        arguments.add(ids);
        arguments.add(targets);
        NDArray method = scope.create(0);
        method.setName("module_method:loss");
        arguments.add(method);
        NDArray loss = IValueUtils.forward(program, arguments, true).singletonOrThrow();
        loss.attach(scope);
        return loss;
    }

    public PtNDManager manager() {
        return manager;
    }

    /** An empty cache for one sequence of at most {@code positions}. */
    public Cache newCache(int positions) {
        return new Cache(Math.min(positions, config.context()));
    }

    /** The keys and values of one sequence, which grow by what {@link #append} is given. */
    public final class Cache implements AutoCloseable {

        private final PtNDManager scope = manager.newSubManager(manager.getDevice());
        private final int positions;
        private final IValue keys;
        private final IValue values;
        private int length;

        private Cache(int positions) {
            this.positions = positions;
            this.keys = tensors();
            this.values = tensors();
        }

        private IValue tensors() {
            Shape shape = new Shape(1, config.keyValueHeads(), positions, config.headSize());
            PtNDArray[] layers = new PtNDArray[config.layers()];
            for (int i = 0; i < layers.length; i++) {
                layers[i] = (PtNDArray) scope.zeros(shape, DataType.FLOAT32);
            }
            return IValue.listFrom(layers);
        }

        /** Positions filled. */
        public int length() {
            return length;
        }

        /** Appends tokens and returns the logits after the last of them, one for each entry of the vocabulary. */
        public float[] append(int... tokens) {
            if (tokens.length == 0 || tokens.length > positions - length) {
                throw new IllegalArgumentException("the cache holds " + positions + " positions");
            }
            for (int token : tokens) {
                if (token < 0 || token >= config.vocabulary()) {
                    throw new IllegalArgumentException("no such token");
                }
            }
            try (PtNDManager step = scope.newSubManager(manager.getDevice())) {
                long[] ids = LongStream.range(0, tokens.length)
                        .map(i -> tokens[(int) i])
                        .toArray();
                PtNDArray input = step.create(LongBuffer.wrap(ids), new Shape(1, ids.length), DataType.INT64);
                try (IValue in = IValue.from(input);
                        IValue at = IValue.from((long) length);
                        NDArray logits = call(step, "step", keys, values, in, at)) {
                    length += tokens.length;
                    return logits.toFloatArray();
                }
            }
        }

        @Override
        public void close() {
            keys.close();
            values.close();
            scope.close();
        }
    }

    /** Zeroed memory outside the heap for {@code elements} floats. */
    public static FloatBuffer allocate(long elements) {
        long bytes = elements * Float.BYTES;
        if (bytes > Integer.MAX_VALUE) {
            throw new ModelException(ModelException.Code.TENSOR_TOO_LARGE, bytes + " bytes in 32-bit floats");
        }
        return ByteBuffer.allocateDirect((int) bytes)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** Memory for every weight of a shape, with the rotary tables filled in. */
    public static List<FloatBuffer> allocate(ModelConfig config) {
        List<FloatBuffer> buffers = new ArrayList<>();
        for (int[] shape : WeightLayout.of(config).shapes()) {
            buffers.add(allocate(WeightLayout.elementsOf(shape)));
        }
        int half = config.headSize() / 2;
        for (int i = 0; i < half; i++) {
            double frequency = Math.pow(config.ropeTheta(), -2.0 * i / config.headSize());
            for (int t = 0; t < config.context(); t++) {
                int at = t * config.headSize() + i;
                float cos = (float) Math.cos(t * frequency);
                float sin = (float) Math.sin(t * frequency);
                buffers.get(WeightLayout.COSINES).put(at, cos).put(at + half, cos);
                buffers.get(WeightLayout.SINES).put(at, sin).put(at + half, sin);
            }
        }
        return buffers;
    }

    @Override
    public void close() {
        weightList.close();
        program.close();
        manager.close();
    }
}
