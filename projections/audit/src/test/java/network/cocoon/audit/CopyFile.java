package network.cocoon.audit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.transparency.LeafRow;

/** A log in a file, in the form in which the database hands it over: the replay without a database. */
final class CopyFile implements RowSource {

    private static final byte[] BEGIN = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private final Path file;

    CopyFile(Path file) {
        this.file = file;
    }

    /** Writes rows of PostgreSQL's binary copy format. */
    static final class Rows implements AutoCloseable {

        private final DataOutputStream out;

        Rows(OutputStream out) throws IOException {
            this.out = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
            this.out.write(BEGIN);
        }

        Rows row(int fields) throws IOException {
            out.writeShort(fields);
            return this;
        }

        Rows number(long value) throws IOException {
            out.writeInt(8);
            out.writeLong(value);
            return this;
        }

        Rows number(int value) throws IOException {
            out.writeInt(4);
            out.writeInt(value);
            return this;
        }

        Rows text(String value) throws IOException {
            return bytes(value.getBytes(StandardCharsets.UTF_8));
        }

        Rows bytes(byte[] value) throws IOException {
            out.writeInt(value.length);
            out.write(value);
            return this;
        }

        @Override
        public void close() throws IOException {
            out.writeShort(-1);
            out.close();
        }
    }

    static void write(Rows rows, LogEntry entry) {
        try {
            LeafRow row = Exports.row(entry);
            rows.row(11)
                    .number(entry.index())
                    .text(entry.stream())
                    .text(entry.aggregate())
                    .number(entry.sequence())
                    .text(entry.name())
                    .number(entry.revision())
                    .bytes(entry.payload())
                    .text(row.eventId())
                    .number(row.micros())
                    .bytes(row.metadata())
                    .bytes(row.salt());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String networkId() {
        return Story.NETWORK;
    }

    @Override
    public Set<Bytes> logKeys() {
        return Set.of(Story.LOG.publicKey());
    }

    @Override
    public void read(Consumer<LeafRow> reader) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            CopyRows rows = new CopyRows(in);
            for (LeafRow row = rows.next(); row != null; row = rows.next()) {
                reader.accept(row);
            }
        } catch (IOException e) {
            throw new LogReadException("the file cannot be read", e);
        }
    }
}
