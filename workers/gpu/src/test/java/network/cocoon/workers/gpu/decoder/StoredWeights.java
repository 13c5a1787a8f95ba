package network.cocoon.workers.gpu.decoder;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import network.cocoon.workers.gpu.model.ModelDirectory;
import network.cocoon.workers.gpu.model.WeightTarget;

/** The tensors of a directory that holds bfloat16, as they are. */
public final class StoredWeights implements WeightTarget, ReferenceDecoder.Source {

    private final Map<String, double[][]> tensors = new HashMap<>();

    private StoredWeights() {}

    /** The decoder of the directory, as plain loops. */
    public static ReferenceDecoder reference(Path directory) {
        StoredWeights weights = new StoredWeights();
        ModelDirectory model = ModelDirectory.read(directory, _ -> weights);
        return new ReferenceDecoder(model.config(), weights);
    }

    @Override
    public Sink of(String name, Element element, long[] shape) {
        if (element != Element.BF16) {
            throw new IllegalArgumentException("only bfloat16 is read here");
        }
        int columns = (int) shape[shape.length - 1];
        double[][] rows = new double[shape.length == 1 ? 1 : (int) shape[0]][columns];
        tensors.put(name, rows);
        return (piece, first) -> fill(rows, columns, piece, first);
    }

    private static void fill(double[][] rows, int columns, ByteBuffer piece, long first) {
        for (int i = 0; piece.position() + 2 * i < piece.limit(); i++) {
            int at = (int) first + i;
            rows[at / columns][at % columns] = Float.intBitsToFloat(piece.getShort(piece.position() + 2 * i) << 16);
        }
    }

    @Override
    public void complete() {
        // Whatever is missing will be missed.
    }

    @Override
    public Optional<double[][]> tensor(String name) {
        return Optional.ofNullable(tensors.get(name));
    }
}
