package network.cocoon.workers.gpu.decoder;

import ai.djl.util.Utils;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import network.cocoon.workers.gpu.model.ModelException;

/**
 * A native library that the owner gives in place of ours, which is for processors alone. Our dependency has its binding built
 * for processors and for one version of CUDA, and does not see by itself which of them goes with what was given.
 */
final class GivenLibrary {

    static final String DIRECTORY = "PYTORCH_LIBRARY_PATH";
    private static final String FLAVOR = "PYTORCH_FLAVOR";

    private GivenLibrary() {}

    /**
     * Before the library is loaded.
     *
     * @throws ModelException with {@link ModelException.Code#LIBRARY_MISSING}
     */
    static void settle() {
        String directory = Utils.getEnvOrSystemProperty(DIRECTORY);
        if (directory == null || directory.isBlank()) {
            return;
        }
        String flavor = flavor(Path.of(directory));
        if (Utils.getEnvOrSystemProperty(FLAVOR) == null) {
            System.setProperty(FLAVOR, flavor);
        }
    }

    /** DJL silently takes ours where it finds none, and it looks past links. */
    static String flavor(Path directory) {
        if (!holds(directory, "torch")) {
            throw new ModelException(
                    ModelException.Code.LIBRARY_MISSING,
                    DIRECTORY + " names no directory with " + System.mapLibraryName("torch")
                            + " in it as a file and not as a link");
        }
        return holds(directory, "torch_cuda") ? "cu128" : "cpu";
    }

    private static boolean holds(Path directory, String library) {
        return Files.isRegularFile(directory.resolve(System.mapLibraryName(library)), LinkOption.NOFOLLOW_LINKS);
    }
}
