package network.cocoon.workers.gpu.model;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Takes the tensors of a directory as they are read. */
public interface WeightTarget {

    /** How the numbers of a file are stored, little endian. */
    enum Element {
        BF16(2),
        F16(2),
        F32(4);

        private final int bytes;

        Element(int bytes) {
            this.bytes = bytes;
        }

        public int bytes() {
            return bytes;
        }
    }

    /** The numbers of one tensor, in order and in pieces. */
    interface Sink {
        /**
         * @param piece whole numbers from its position to its limit: direct, little endian, used again afterwards
         * @param first where in the tensor the piece begins, in elements
         */
        void take(ByteBuffer piece, long first);
    }

    /**
     * Where a tensor goes, or null to leave it out.
     *
     * @throws ModelException for a tensor that has no place or another shape
     */
    @Nullable Sink of(String name, Element element, long[] shape);

    /**
     * After the last tensor.
     *
     * @throws ModelException if one is missing
     */
    void complete();

    /** For whoever wants the files hashed and nothing kept. */
    WeightTarget NONE = new WeightTarget() {
        @Override
        public @Nullable Sink of(String name, Element element, long[] shape) {
            return null;
        }

        @Override
        public void complete() {
            // Nothing was asked for.
        }
    };
}
