package network.cocoon.workers.gpu.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.workers.gpu.decoder.Torch;

/** Weights in 32-bit floats and the program that trains them. One thread at a time. */
final class TrainingDecoder implements AutoCloseable {

    private final PtNDManager manager;
    private final PtSymbolBlock program;
    private final List<PtNDArray> weights;
    private final IValue weightList;

    /** @param buffers the weights, by {@link WeightLayout}; they stay in use until {@link #close} */
    TrainingDecoder(TrainedShape config, List<FloatBuffer> buffers) {
        this.manager = Torch.manager(Device.cpu());
        this.program = Torch.load(manager, TrainingProgram.archive(config));
        WeightLayout layout = WeightLayout.of(config);
        this.weights = new ArrayList<>();
        for (int i = 0; i < layout.shapes().size(); i++) {
            long[] shape = java.util.Arrays.stream(layout.shapes().get(i))
                    .asLongStream()
                    .toArray();
            weights.add(manager.create(buffers.get(i), new Shape(shape), DataType.FLOAT32));
        }
        weights.set(WeightLayout.HEAD, weights.get(WeightLayout.EMBEDDING));
        this.weightList = IValue.listFrom(weights.toArray(PtNDArray[]::new));
    }

    /** The weights by {@link WeightLayout}, for training. */
    List<PtNDArray> weights() {
        return weights;
    }

    /** Calls a method of the program with the weights first; the result belongs to {@code scope}. */
    PtNDArray call(PtNDManager scope, String method, IValue... arguments) {
        IValue[] all = new IValue[arguments.length + 1];
        all[0] = weightList;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Torch.call(scope, program, method, all);
    }

    /**
     * The mean loss over a batch in nats a token, with the graph that leads to the weights: the caller closes it.
     * Other calls record no graph; only this way of calling does, and it takes its lists by the names of the arrays.
     */
    NDArray loss(PtNDManager scope, PtNDArray ids, PtNDArray targets) {
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

    PtNDManager manager() {
        return manager;
    }

    /** Zeroed memory outside the heap for {@code elements} floats. */
    static FloatBuffer allocate(long elements) {
        return ByteBuffer.allocateDirect(Math.toIntExact(elements * Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** Memory for every weight of a shape, with the rotary tables filled in. */
    static List<FloatBuffer> allocate(TrainedShape config) {
        List<FloatBuffer> buffers = new ArrayList<>();
        for (int[] shape : WeightLayout.of(config).shapes()) {
            buffers.add(allocate(WeightLayout.elementsOf(shape)));
        }
        int half = config.headSize() / 2;
        for (int i = 0; i < half; i++) {
            double frequency = config.rope().frequencies()[i];
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
