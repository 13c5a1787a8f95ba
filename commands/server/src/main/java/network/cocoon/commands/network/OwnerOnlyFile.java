package network.cocoon.commands.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/** A secret in a file that nobody but its owner can read. */
public final class OwnerOnlyFile {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final int MOST_BYTES = 4096;

    private OwnerOnlyFile() {}

    /**
     * The file's text, without white space around it; made from {@code fresh} where there is no file yet.
     *
     * @throws IllegalStateException where others may read an existing file, or it is too long to be a secret
     * @throws UncheckedIOException  where it can be neither read nor written
     */
    public static String readOrCreate(Path file, Supplier<String> fresh) {
        try {
            if (!Files.exists(file)) {
                create(file, fresh.get());
            }
            var permissions = Files.getPosixFilePermissions(file);
            if (!OWNER.containsAll(permissions)) {
                throw new IllegalStateException(file + " holds a secret that others may read: chmod 600 it");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new IllegalStateException(file + " is too long to be a secret of ours");
            }
            return Files.readString(file, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the secret in " + file + " can be neither read nor written", e);
        }
    }

    private static void create(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(OWNER));
        Files.writeString(unfinished, text + "\n", StandardCharsets.US_ASCII);
        // A crash leaves the old state or the new one, never half a secret.
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
