package network.cocoon.workers.gpu.decoder;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.util.Optional;

/**
 * Where a decoder computes, and how its numbers lie there.
 *
 * @param packing what the library lays out for this processor; absent on a GPU, where it takes matrices as they are
 */
record Layout(Precision precision, Optional<Packing> packing, boolean gpu) {

    /** On a GPU where the library has one, else on the processor. */
    static Layout here(Precision precision) {
        return Torch.gpu()
                ? new Layout(precision, Optional.empty(), true)
                : new Layout(precision, Optional.of(Packing.here()), false);
    }

    /** What a GPU gets, but on the processor: the nearest to be had without one. */
    static Layout plain(Precision precision) {
        return new Layout(precision, Optional.empty(), false);
    }

    Device device() {
        return gpu ? Device.gpu(0) : Device.cpu();
    }

    /** The device by the library's name. */
    String name() {
        return gpu ? "cuda:0" : "cpu";
    }

    /** Bytes of memory there. */
    long memory() {
        return gpu ? CudaUtils.getGpuMemory(device()).getMax() : MachineMemory.bytes();
    }

    /** For a linear layer of this shape. */
    Format linear(int rows, int columns) {
        // The library's kernels for whole numbers take whole blocks; a matrix with a rest is not rounded.
        boolean blocks = rows % 16 == 0 && columns % 32 == 0;
        return switch (precision) {
            case F32 -> wide();
            case BF16 -> brain();
            case INT8 -> !blocks ? rest() : packing.isPresent() ? Format.INT8 : Format.BYTES;
            case INT4 -> !blocks ? rest() : packing.isPresent() ? Format.INT4 : Format.NIBBLES;
        };
    }

    private Format brain() {
        return packing.map(it -> it.brain() ? Format.PACKED_16 : it.half() ? Format.HALF : wide())
                .orElse(Format.PLAIN_16);
    }

    /** Beside matrices of whole numbers: of the type of what it is multiplied with, or the library refuses it. */
    private Format rest() {
        return packing.map(it -> it.brain() ? Format.PACKED_16 : wide()).orElse(Format.PLAIN_16);
    }

    private Format wide() {
        return packing.filter(Packing::wide).isPresent() ? Format.PACKED_32 : Format.PLAIN_32;
    }

    /** What linear layers take and give: bfloat16, except on a processor that does not have it. */
    int activations() {
        boolean brain = packing.map(Packing::brain).orElse(true);
        return precision != Precision.F32 && brain ? Format.FLOAT_16 : Format.FLOAT_32;
    }

    /** The type of matrices that no linear layer multiplies. */
    Format table() {
        return precision == Precision.F32 ? Format.PLAIN_32 : Format.PLAIN_16;
    }
}
