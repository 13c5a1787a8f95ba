package network.cocoon.workers.operator.keystore;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import network.cocoon.workers.operator.keystore.KeystoreException.Code;

/** Files that their owner alone may read, where the file system knows owners. */
final class OwnerOnly {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    private OwnerOnly() {}

    static byte[] read(Path file, int limit) throws KeystoreException {
        try {
            if (posix(file)) {
                Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(file);
                if (allowed.stream().anyMatch(OwnerOnly::others)) {
                    throw new KeystoreException(
                            Code.TOO_OPEN, file.getFileName() + " may be used by its owner alone: chmod 600");
                }
            }
            try (var in = Files.newInputStream(file)) {
                byte[] content = in.readNBytes(limit + 1);
                if (content.length > limit) {
                    Arrays.fill(content, (byte) 0);
                    throw new KeystoreException(
                            Code.NOT_A_KEYSTORE, file.getFileName() + " has more than " + limit + " bytes");
                }
                return content;
            }
        } catch (IOException e) {
            throw new KeystoreException(Code.UNREADABLE, file.getFileName() + " cannot be read");
        }
    }

    /** Whole or not at all, and on the disk when this returns. */
    static void write(Path file, byte[] content) throws IOException {
        Path target = file.toAbsolutePath();
        Path draft = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(draft);
        if (posix(target)) {
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER));
        } else {
            Files.createFile(draft);
        }
        Files.write(draft, content, StandardOpenOption.SYNC);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path folder = target.getParent();
        if (folder != null && posix(target)) {
            // The new name is durable too: a rotated key must not be lost with the power.
            try (FileChannel directory = FileChannel.open(folder)) {
                directory.force(true);
            }
        }
    }

    private static boolean others(PosixFilePermission permission) {
        return switch (permission) {
            case OWNER_READ, OWNER_WRITE, OWNER_EXECUTE -> false;
            case GROUP_READ, GROUP_WRITE, GROUP_EXECUTE, OTHERS_READ, OTHERS_WRITE, OTHERS_EXECUTE -> true;
        };
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
