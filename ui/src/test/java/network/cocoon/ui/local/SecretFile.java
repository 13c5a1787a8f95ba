package network.cocoon.ui.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import network.cocoon.domain.crypto.SigningKey;

/** Keys of the local network's people, each in a file that only its owner can read. */
final class SecretFile {

    private SecretFile() {}

    /** The key in the file; made there at first. */
    static SigningKey signingKey(Path file) throws IOException {
        if (Files.exists(file)) {
            return SigningKey.ofSeed(Files.readAllBytes(file));
        }
        SigningKey key = SigningKey.generate(new SecureRandom());
        write(file, key.seed());
        return key;
    }

    static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.deleteIfExists(file);
        Files.createFile(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        Files.write(file, content);
    }
}
