package network.cocoon.workers.gpu.decoder;

import ai.djl.util.Utils;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A native library that the owner gives in place of ours, which is for processors alone. Our dependency has its binding built
 * for processors and for one version of CUDA, and does not see by itself which of them goes with what was given.
 */
final class GivenLibrary {

    static final String DIRECTORY = "PYTORCH_LIBRARY_PATH";
    static final String FLAVOR = "PYTORCH_FLAVOR";

    private GivenLibrary() {}

    /** Before the library is loaded. */
    static void settle() {
        String directory = Utils.getEnvOrSystemProperty(DIRECTORY);
        if (directory != null && !directory.isBlank() && Utils.getEnvOrSystemProperty(FLAVOR) == null) {
            System.setProperty(FLAVOR, flavor(Path.of(directory)));
        }
    }

    static String flavor(Path directory) {
        return Files.exists(directory.resolve("libtorch_cuda.so")) ? "cu128" : "cpu";
    }
}
