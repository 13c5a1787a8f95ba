package network.cocoon.workers.gpu.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The model that is shipped, in a folder where something may be changed. */
final class TinyCopy {

    static final Path MODEL = Path.of("src/main/models/cocoon-tiny");

    private TinyCopy() {}

    static Path to(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (var files = Files.list(MODEL)) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName().toString()));
            }
        }
        return directory;
    }
}
