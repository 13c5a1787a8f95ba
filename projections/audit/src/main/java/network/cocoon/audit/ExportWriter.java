package network.cocoon.audit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Set;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.transparency.LeafRow;

/**
 * Writes {@link ExportFormat}: beside its final name until it is whole and on the disk, so that a file with that name is
 * never half an export.
 */
final class ExportWriter implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private final BufferedOutputStream out;
    private final MessageDigest block = ExportFormat.sha256();
    private final MessageDigest whole;
    private ByteBuffer rows = ByteBuffer.allocate(ExportFormat.MOST_BLOCK_BYTES);
    private int rowsInBlock;
    private long events;

    /** Throws {@link ExportException} where the target is there already or cannot be written. */
    ExportWriter(Path target, String network, Set<Bytes> logKeys, long size) {
        this.target = target.toAbsolutePath();
        if (Files.exists(target)) {
            throw exists();
        }
        byte[] header = header(network, logKeys, size);
        try {
            // For its owner only: prices and ids are nobody else's business.
            part = Files.createTempFile(this.target.getParent(), this.target.getFileName() + ".", ".part");
            channel = FileChannel.open(part, StandardOpenOption.WRITE);
            out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
        } catch (IOException e) {
            throw failed(e);
        }
        byte[] digest = ExportFormat.sha256().digest(header);
        whole = ExportFormat.whole(digest);
        write(header);
        write(digest);
    }

    private static byte[] header(String network, Set<Bytes> logKeys, long size) {
        byte[] name = network.getBytes(StandardCharsets.UTF_8);
        if (name.length > ExportFormat.MOST_NETWORK_BYTES || logKeys.size() > ExportFormat.MOST_KEYS) {
            throw new ExportException(ExportFault.TOO_LONG, "the network's id, or too many keys of the log");
        }
        byte[] magic = ExportFormat.magic();
        ByteBuffer header = ByteBuffer.allocate(
                magic.length + 2 + 2 + name.length + 2 + logKeys.size() * ExportFormat.KEY_BYTES + 8);
        header.put(magic).putShort((short) ExportFormat.VERSION);
        header.putShort((short) name.length).put(name).putShort((short) logKeys.size());
        logKeys.forEach(key -> header.put(key.toArray()));
        return header.putLong(size).array();
    }

    void add(LeafRow row) {
        byte[] bytes = row.bytes();
        int length = 4 + bytes.length;
        if (bytes.length > ExportFormat.MOST_ROW_BYTES) {
            throw new ExportException(ExportFault.TOO_LONG, "event " + row.index());
        }
        if (rowsInBlock > 0 && rows.position() + length > ExportFormat.MOST_BLOCK_BYTES) {
            flush();
        }
        if (length > rows.remaining()) {
            rows = ByteBuffer.allocate(length);
        }
        rows.putInt(bytes.length).put(bytes);
        rowsInBlock++;
        events++;
    }

    private void flush() {
        block.update(rows.array(), 0, rows.position());
        byte[] digest = block.digest();
        whole.update(digest);
        byte[] head = ByteBuffer.allocate(ExportFormat.BLOCK_HEAD_BYTES)
                .putInt(rows.position())
                .putInt(rowsInBlock)
                .put(digest)
                .array();
        write(head);
        write(rows.array(), rows.position());
        rows = rows.capacity() > ExportFormat.MOST_BLOCK_BYTES
                ? ByteBuffer.allocate(ExportFormat.MOST_BLOCK_BYTES)
                : rows.clear();
        rowsInBlock = 0;
    }

    /** Gives the file its name; its digest, in hexadecimal, comes back. */
    String finish() {
        if (rowsInBlock > 0) {
            flush();
        }
        byte[] count = ByteBuffer.allocate(8).putLong(events).array();
        whole.update(count);
        byte[] digest = whole.digest();
        write(new byte[4]);
        write(count);
        write(digest);
        try {
            out.flush();
            channel.force(true);
            channel.close();
            Files.move(part, target);
        } catch (FileAlreadyExistsException _) {
            throw exists();
        } catch (IOException e) {
            throw failed(e);
        }
        return Bytes.of(digest).hex();
    }

    long events() {
        return events;
    }

    private void write(byte[] bytes) {
        write(bytes, bytes.length);
    }

    private void write(byte[] bytes, int length) {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private ExportException exists() {
        return new ExportException(ExportFault.EXISTS, target + " is there already");
    }

    private static ExportException failed(IOException e) {
        return new ExportException(ExportFault.IO, "the export cannot be written: " + e.getMessage(), e);
    }

    /** Without {@link #finish} nothing is left behind. */
    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
