package network.cocoon.workers.gpu.train;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.workers.gpu.model.ModelException;
import network.cocoon.workers.gpu.model.ModelException.Code;
import network.cocoon.workers.gpu.model.WeightTarget;

/** Reads the weights of a directory that training goes on from, as 32-bit floats by {@link WeightLayout}. */
final class LayoutTarget implements WeightTarget {

    private final Map<String, WeightLayout.Part> missing = new HashMap<>();
    private final List<FloatBuffer> buffers;

    LayoutTarget(TrainedShape shape) {
        this.buffers = TrainingDecoder.allocate(shape);
        for (WeightLayout.Part part : WeightLayout.of(shape).parts()) {
            missing.put(part.name(), part);
        }
    }

    @Override
    public Sink of(String name, Element element, long[] shape) {
        WeightLayout.Part part = missing.remove(name);
        if (part == null) {
            throw new ModelException(Code.TENSOR_UNEXPECTED, "a tensor of no known place, or given twice");
        }
        int width = part.shape().length == 1 ? 1 : part.shape()[1];
        long elements = 1;
        for (long n : shape) {
            elements *= n;
        }
        if (elements != part.elements()) {
            throw new ModelException(Code.TENSOR_MISMATCH, part.name() + " is of another shape");
        }
        FloatBuffer into = buffers.get(part.entry()).slice(part.row() * width, (int) elements);
        return (piece, _) -> copy(piece, element, into);
    }

    private static void copy(ByteBuffer from, Element element, FloatBuffer into) {
        switch (element) {
            case BF16 -> {
                while (from.hasRemaining()) {
                    into.put(Float.intBitsToFloat(from.getShort() << 16));
                }
            }
            case F16 -> {
                while (from.hasRemaining()) {
                    into.put(Float.float16ToFloat(from.getShort()));
                }
            }
            case F32 -> {
                while (from.hasRemaining()) {
                    into.put(from.getFloat());
                }
            }
        }
    }

    @Override
    public void complete() {
        if (!missing.isEmpty()) {
            throw new ModelException(Code.TENSOR_MISSING, missing.size() + " tensors");
        }
    }

    List<FloatBuffer> buffers() {
        return buffers;
    }
}
