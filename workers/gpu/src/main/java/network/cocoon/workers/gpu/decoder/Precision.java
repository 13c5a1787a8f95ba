package network.cocoon.workers.gpu.decoder;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How the weights of the linear layers are kept. Norms, biases and routers are 32-bit floats in each. */
public enum Precision {
    /** 32-bit floats, which is exact for every stored format. */
    F32,
    /** Rounded to bfloat16; computed in 32 bits where the processor has no instructions for it. */
    BF16,
    /** 8-bit integers with a scale a row. */
    INT8,
    /** 4-bit integers with a scale and a zero for every 32 of a row. */
    INT4;

    /** By its name on the command line. */
    public static Optional<Precision> named(String name) {
        return Arrays.stream(values()).filter(p -> p.word().equals(name)).findFirst();
    }

    /** The name on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
