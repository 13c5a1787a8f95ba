package network.cocoon.audit;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Set;
import java.util.function.Consumer;
import network.cocoon.domain.kernel.Bytes;
import org.jspecify.annotations.Nullable;

/** A log in a file as {@link ExportFormat} describes it. Every length is bounded before anything is made of it. */
final class ExportFile implements LogSource {

    private static final int BUFFER_BYTES = 1 << 13;

    private final Path file;
    private final @Nullable String network;
    private final @Nullable Bytes logKey;
    private final ExportHeader header;
    private volatile @Nullable Bytes digest;

    /**
     * Reads how it begins; throws {@link ExportException} where that is not the beginning of an export.
     *
     * @param network null to take the file's word
     * @param logKey  null to take the file's word
     */
    ExportFile(Path file, @Nullable String network, @Nullable Bytes logKey) {
        this.file = file;
        this.network = network;
        this.logKey = logKey;
        try (InputStream in = open()) {
            header = ExportHeader.read(in);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public String networkId() {
        return network == null ? header.network() : network;
    }

    @Override
    public Set<Bytes> logKeys() {
        return logKey == null ? header.logKeys() : Set.of(logKey);
    }

    /** The dense index up to which the log was read. */
    long size() {
        return header.size();
    }

    /** What names the export; null until it was read to its end. */
    @Nullable Bytes digest() {
        return digest;
    }

    @Override
    public void readParts(Consumer<LogPart> taker) {
        try (DataInputStream in = new DataInputStream(open())) {
            MessageDigest whole =
                    ExportFormat.whole(ExportHeader.read(in).digest().toArray());
            long events = 0;
            for (int length = in.readInt(); length != 0; length = in.readInt()) {
                ExportBlock block = block(length, in);
                whole.update(block.digest());
                events += block.rows();
                taker.accept(block);
            }
            trailer(in, events, whole);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static ExportBlock block(int length, DataInputStream in) throws IOException {
        int rows = in.readInt();
        if (length < 0 || length > (rows == 1 ? 4 + ExportFormat.MOST_ROW_BYTES : ExportFormat.MOST_BLOCK_BYTES)) {
            throw new ExportException(ExportFault.TOO_LONG, "a block of " + Integer.toUnsignedString(length));
        }
        if (rows < 1 || rows > length / 4) {
            throw new ExportException(ExportFault.MALFORMED, "a block of " + Integer.toUnsignedString(rows) + " rows");
        }
        byte[] digest = new byte[ExportFormat.DIGEST_BYTES];
        in.readFully(digest);
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new ExportBlock(bytes, rows, digest);
    }

    private void trailer(DataInputStream in, long events, MessageDigest whole) throws IOException {
        long said = in.readLong();
        whole.update(ByteBuffer.allocate(8).putLong(said).flip());
        byte[] written = new byte[ExportFormat.DIGEST_BYTES];
        in.readFully(written);
        Bytes computed = Bytes.of(whole.digest());
        if (!computed.equals(Bytes.of(written))) {
            throw new ExportException(ExportFault.WRONG_DIGEST, "the blocks are not those that were written");
        }
        if (said != events) {
            throw new ExportException(ExportFault.WRONG_COUNT, events + " events, and the trailer says " + said);
        }
        if (in.read() >= 0) {
            throw new ExportException(ExportFault.NOT_AT_END, "something stands behind the trailer");
        }
        digest = computed;
    }

    private InputStream open() throws IOException {
        return new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    }

    private static ExportException failed(IOException e) {
        return e instanceof EOFException
                ? new ExportException(ExportFault.TRUNCATED, "the file ends before its trailer", e)
                : new ExportException(ExportFault.IO, "the export cannot be read: " + e.getMessage(), e);
    }
}
