package network.cocoon.workers.gpu.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import ai.djl.training.GradientCollector;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** AdamW over a decoder's weights. One seed gives the same losses at one thread. */
final class Trainer implements AutoCloseable {

    private static final double DECAY = 0.05;

    private final List<FloatBuffer> buffers;
    private final TrainingDecoder decoder;
    private final List<PtNDArray> trained = new ArrayList<>();
    private final IValue which;
    private final IValue first;
    private final IValue second;
    private int steps;

    /** From weights drawn with the seed. */
    static Trainer fresh(TrainedShape config, long seed) {
        List<FloatBuffer> buffers = TrainingDecoder.allocate(config);
        initialise(config, buffers, seed);
        return new Trainer(config, buffers);
    }

    /** From weights that were trained before; the optimiser starts anew. */
    Trainer(TrainedShape config, List<FloatBuffer> buffers) {
        this.buffers = buffers;
        this.decoder = new TrainingDecoder(config, buffers);
        long[] entries = WeightLayout.of(config).parts().stream()
                .mapToLong(WeightLayout.Part::entry)
                .distinct()
                .toArray();
        List<PtNDArray> means = new ArrayList<>();
        List<PtNDArray> squares = new ArrayList<>();
        for (long entry : entries) {
            PtNDArray weight = decoder.weights().get((int) entry);
            weight.setRequiresGradient(true);
            trained.add(weight);
            means.add((PtNDArray) decoder.manager().zeros(weight.getShape(), DataType.FLOAT32));
            squares.add((PtNDArray) decoder.manager().zeros(weight.getShape(), DataType.FLOAT32));
        }
        this.which = IValue.listFrom(entries);
        this.first = IValue.listFrom(means.toArray(PtNDArray[]::new));
        this.second = IValue.listFrom(squares.toArray(PtNDArray[]::new));
    }

    private static void initialise(TrainedShape config, List<FloatBuffer> buffers, long seed) {
        Random random = new Random(seed);
        double residual = 0.02 / Math.sqrt(2.0 * config.layers());
        for (WeightLayout.Part part : WeightLayout.of(config).parts()) {
            boolean norm = part.shape().length == 1;
            boolean output =
                    part.name().endsWith("o_proj.weight") || part.name().endsWith("down_proj.weight");
            FloatBuffer into = buffers.get(part.entry());
            int start = norm ? part.row() : part.row() * part.shape()[1];
            for (int i = 0; i < part.elements(); i++) {
                into.put(start + i, norm ? 1 : (float) (random.nextGaussian() * (output ? residual : 0.02)));
            }
        }
    }

    /** Learns from one batch and returns its loss in nats a token, before the change. */
    double step(Batches.Batch batch, int rows, double rate) {
        steps++;
        int width = batch.ids().length / rows;
        double value;
        try (PtNDManager scope =
                decoder.manager().newSubManager(decoder.manager().getDevice())) {
            Shape shape = new Shape(rows, width);
            PtNDArray ids = scope.create(LongBuffer.wrap(batch.ids()), shape, DataType.INT64);
            PtNDArray targets = scope.create(LongBuffer.wrap(batch.targets()), shape, DataType.INT64);
            try (GradientCollector collector = scope.getEngine().newGradientCollector();
                    NDArray loss = decoder.loss(scope, ids, targets)) {
                collector.backward(loss);
                value = loss.getFloat();
            }
            PtNDArray[] gradients = trained.stream().map(PtNDArray::getGradient).toArray(PtNDArray[]::new);
            try (IValue g = IValue.listFrom(gradients);
                    IValue r = IValue.from(rate);
                    IValue d = IValue.from(DECAY);
                    IValue c1 = IValue.from(1 / (1 - Math.pow(0.9, steps)));
                    IValue c2 = IValue.from(1 / (1 - Math.pow(0.98, steps)));
                    NDArray norm = decoder.call(scope, "adamw", which, g, first, second, r, d, c1, c2)) {
                norm.getFloat();
            }
            for (PtNDArray gradient : gradients) {
                gradient.close();
            }
        }
        return value;
    }

    /** The weights as they are now, by {@link WeightLayout}. */
    List<FloatBuffer> weights() {
        List<FloatBuffer> copies = new ArrayList<>(buffers);
        for (PtNDArray weight : trained) {
            copies.set(decoder.weights().indexOf(weight), FloatBuffer.wrap(weight.toFloatArray()));
        }
        return copies;
    }

    @Override
    public void close() {
        which.close();
        first.close();
        second.close();
        decoder.close();
    }
}
