package network.cocoon.workers.gpu.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.workers.gpu.feed.Bookmark;

/** A worker's folder: who it is, its reporting key, its bookmark. Never a sealing or receipt key. */
final class WorkerHome {

    /** Who this worker is to the operator. */
    record Identity(WorkerId worker, String apiKey) {

        @Override
        public String toString() {
            return "Identity[" + worker + "]";
        }
    }

    private final Path folder;

    WorkerHome(Path folder) throws IOException {
        Files.createDirectories(folder);
        ownerOnly(folder, "rwx------");
        this.folder = folder;
    }

    /** The worker that a folder is of; nothing is made where there is none. */
    static Optional<Identity> known(Path folder) throws IOException {
        return Files.isDirectory(folder) ? identity(folder) : Optional.empty();
    }

    Optional<Identity> identity() throws IOException {
        return identity(folder);
    }

    private static Optional<Identity> identity(Path folder) throws IOException {
        Path file = folder.resolve("identity");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String[] lines = Files.readString(file).strip().split("\n", -1);
        if (lines.length != 2) {
            throw new IOException(file + " is damaged; enrol the worker again with a new token");
        }
        return Optional.of(new Identity(new WorkerId(lines[0]), lines[1]));
    }

    void save(Identity identity) throws IOException {
        Path next = folder.resolve("identity.next");
        Files.deleteIfExists(next);
        Files.createFile(next);
        ownerOnly(next, "rw-------");
        Files.writeString(next, identity.worker() + "\n" + identity.apiKey() + "\n");
        Files.move(
                next, folder.resolve("identity"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    Bookmark bookmark() throws IOException {
        return Bookmark.open(folder.resolve("bookmark"));
    }

    private static void ownerOnly(Path path, String permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }
}
