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
import java.util.concurrent.atomic.AtomicLong;

/**
 * The dense index up to which every assignment has been reported. Its file follows when {@link #save} is called, replaced
 * atomically: one that lags only has assignments delivered and answered again. Thread-safe.
 */
public final class Bookmark {

    private final Path file;
    private final AtomicLong position;
    private long saved;

    private Bookmark(Path file, long position) {
        this.file = file;
        this.position = new AtomicLong(position);
        this.saved = position;
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

    public long position() {
        return position.get();
    }

    void moveTo(long index) {
        position.accumulateAndGet(index, Math::max);
    }

    /** On disk when it returns. */
    synchronized void save() throws IOException {
        long now = position.get();
        if (now != saved) {
            write(now);
        }
    }

    /** The log that it pointed into is gone. */
    synchronized void forget() throws IOException {
        position.set(0);
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
        saved = index;
    }
}
