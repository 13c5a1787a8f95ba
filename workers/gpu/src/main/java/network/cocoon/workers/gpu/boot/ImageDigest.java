package network.cocoon.workers.gpu.boot;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import network.cocoon.domain.kernel.Digest;

/**
 * What code this process was started from: one digest over every file of its class path, by name and content. Inside a
 * measured image the hardware says the same independently; here it lets a receipt name the build that made it.
 */
final class ImageDigest {

    private ImageDigest() {}

    static Digest ofThisProcess() throws IOException {
        return of(System.getProperty("java.class.path", ""));
    }

    static Digest of(String classPath) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.walk(path)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        lines.add(path.relativize(file) + " " + digest(file));
                    }
                }
            } else if (Files.isRegularFile(path)) {
                lines.add(path.getFileName() + " " + digest(path));
            }
        }
        lines.sort(String::compareTo);
        return Digest.sha256(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(Path file) throws IOException {
        return FileDigest.sha256(file).hex();
    }
}
