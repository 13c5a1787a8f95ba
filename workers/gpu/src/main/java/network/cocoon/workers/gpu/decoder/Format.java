package network.cocoon.workers.gpu.decoder;

import java.util.function.UnaryOperator;

/** How one matrix lies in memory when the decoder runs. */
enum Format {
    PLAIN_32(1),
    PLAIN_16(1),
    PACKED_32(1),
    PACKED_16(1),
    /** 16-bit floats under arithmetic in 32 bits; what lies in the list of tensors in its place is empty. */
    HALF(1),
    /** And a scale for each row. */
    INT8(2),
    /** And a scale and a zero for every 32 of a row. */
    INT4(2),
    /** As INT8, but in the order that it was read. */
    BYTES(2),
    /** As INT4, but two by two in the order that they were read, the first of them in the low half. */
    NIBBLES(2);

    private final int tensors;

    Format(int tensors) {
        this.tensors = tensors;
    }

    /** How many entries of the list it takes. */
    int tensors() {
        return tensors;
    }

    /** Type numbers of the library. */
    static final int FLOAT_32 = 6;

    static final int FLOAT_16 = 15;

    /** Bytes of a number of this type. */
    static int size(int type) {
        return type == FLOAT_16 ? 2 : 4;
    }

    /** The source of a linear layer; what it takes and gives is of the activations' type. */
    String linear(String x, String at) {
        return switch (this) {
            case PLAIN_32, PLAIN_16 -> "torch.linear(" + x + ", w[" + at + "])";
            case PACKED_32, PACKED_16 ->
                "ops.mkldnn._linear_pointwise(" + x + ", w[" + at + "], None, \"none\", none, \"\")";
            case HALF -> "ops.quantized.linear_dynamic_fp16(" + x + ", packed[" + at + "])";
            case INT8 -> narrow(x, y -> "torch._weight_int8pack_mm(" + y + ", w[" + at + "], w[" + at + " + 1])");
            case INT4 ->
                narrow(x, y -> "torch._weight_int4pack_mm_for_cpu(" + y + ", w[" + at + "], 32, w[" + at + " + 1])");
            case BYTES -> "torch.mul(torch.linear(" + x + ", torch.to(w[" + at + "], $ACT)), w[" + at + " + 1])";
            case NIBBLES -> "torch.linear(" + x + ", (self).spread(w[" + at + "], w[" + at + " + 1]))";
        };
    }

    /**
     * The library has vector instructions for whole numbers under bfloat16 only (ATen/native/cpu/int4mm_kernel.cpp and
     * int8mm_kernel.cpp of 2.7.1): under 32 bits it goes number by number, 20 to 50 times as slowly.
     */
    private static String narrow(String x, UnaryOperator<String> product) {
        return Packing.here().brain()
                ? product.apply(x)
                : "torch.to(" + product.apply("torch.to(" + x + ", 15)") + ", 6)";
    }

    /** Bytes of a matrix, near enough to see whether it fits. */
    long bytes(long elements) {
        return switch (this) {
            case PLAIN_32, PACKED_32 -> elements * 4;
            case PLAIN_16, PACKED_16, HALF -> elements * 2;
            case INT8, BYTES -> elements;
            case INT4, NIBBLES -> elements / 2 + elements / 8;
        };
    }
}
