package network.cocoon.workers.devchain.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Records in one file, each with its length and checksum, only ever appended. A record that a crash cut off at the end is
 * dropped: nobody was answered about it. One that is broken in the middle is damage, and refused.
 */
final class ChainLog implements AutoCloseable {

    /** What is not a chain's log, or is damaged, or is another process's. */
    static final class UnreadableException extends IOException {
        UnreadableException(String message) {
            super(message);
        }
    }

    /** Takes one record, oldest first. */
    interface Reader {
        void record(byte[] payload) throws IOException;
    }

    private static final byte[] MAGIC = "cocoon devchain 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 4 + 4;
    private static final int MAX_RECORD = 256 << 20;

    private final FileChannel channel;

    private ChainLog(FileChannel channel) {
        this.channel = channel;
    }

    static ChainLog open(Path file, Reader reader) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (lock(channel) == null) {
                throw new UnreadableException("another process has " + file);
            }
            ChainLog log = new ChainLog(channel);
            log.read(reader, file);
            return log;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Written, not yet durable. */
    void append(byte[] payload) throws IOException {
        if (payload.length == 0 || payload.length > MAX_RECORD) {
            throw new IOException("a record of " + payload.length + " bytes");
        }
        ByteBuffer out = ByteBuffer.allocate(HEADER + payload.length)
                .putInt(payload.length)
                .putInt(checksum(payload))
                .put(payload)
                .flip();
        writeAll(out);
    }

    /** Durable when it returns. */
    void sync() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void read(Reader reader, Path file) throws IOException {
        long size = channel.size();
        ByteBuffer magic = ByteBuffer.allocate(MAGIC.length);
        if (size < MAGIC.length) {
            // New, or cut off before the first record could have been answered.
            channel.truncate(0);
            writeAll(ByteBuffer.wrap(MAGIC));
            sync();
            return;
        }
        fill(magic);
        if (!Arrays.equals(magic.array(), MAGIC)) {
            throw new UnreadableException(file + " is not a chain's log");
        }
        long at = MAGIC.length;
        while (at < size) {
            int length = next(reader, size - at, file);
            if (length < 0) {
                channel.truncate(at);
                break;
            }
            at += HEADER + length;
        }
        channel.position(at);
    }

    /** The length of the record read, or -1 where the file ends in it. */
    private int next(Reader reader, long left, Path file) throws IOException {
        if (left < HEADER) {
            return -1;
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        fill(header);
        int length = header.getInt(0);
        if (length <= 0 || length > MAX_RECORD) {
            // A crash may leave zeros that were never written; anything else was.
            if (length == 0 && onlyZeros(left - HEADER)) {
                return -1;
            }
            throw new UnreadableException(file + " is damaged");
        }
        if (left < HEADER + (long) length) {
            return -1;
        }
        ByteBuffer payload = ByteBuffer.allocate(length);
        fill(payload);
        if (checksum(payload.array()) != header.getInt(4)) {
            if (left == HEADER + (long) length) {
                return -1;
            }
            throw new UnreadableException(file + " is damaged");
        }
        reader.record(payload.array());
        return length;
    }

    private boolean onlyZeros(long bytes) throws IOException {
        if (bytes > MAX_RECORD) {
            return false;
        }
        ByteBuffer rest = ByteBuffer.allocate((int) bytes);
        fill(rest);
        for (byte b : rest.array()) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private void fill(ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new UnreadableException("the log became shorter while it was read");
            }
        }
    }

    private void writeAll(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            channel.write(from);
        }
    }

    private static int checksum(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return (int) crc.getValue();
    }
}
