package network.cocoon.workers.gpu.feed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The dense index up to which every assignment has been reported. Replaced atomically, on disk before it counts. */
public final class Bookmark {

    private final Path file;
    private long position;

    private Bookmark(Path file, long position) {
        this.file = file;
        this.position = position;
    }

    /** Throws {@link IOException} where the file is not a bookmark: guessing could skip an assignment. */
    public static Bookmark open(Path file) throws IOException {
        try {
            return new Bookmark(file, Long.parseLong(Files.readString(file).strip()));
        } catch (NoSuchFileException e) {
            return new Bookmark(file, 0);
        } catch (NumberFormatException e) {
            throw new IOException(file + " is not a bookmark; delete it to start from the beginning of the log", e);
        }
    }

    public synchronized long position() {
        return position;
    }

    synchronized void moveTo(long index) throws IOException {
        if (index > position) {
            write(index);
        }
    }

    /** The log that it pointed into is gone. */
    synchronized void forget() throws IOException {
        write(0);
    }

    private void write(long index) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel out = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(Long.toString(index).getBytes(StandardCharsets.US_ASCII)));
            out.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        position = index;
    }
}
