package network.cocoon.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.transparency.LeafRow;
import network.cocoon.eventstore.TestDatabase;
import org.jspecify.annotations.Nullable;

/** Exports of logs that lie in no database. */
final class Exports {

    static final byte[] METADATA = GeneratedLog.utf8("{\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\"}");

    /** Nobody here reads when an event was stored, but it is part of the leaf. */
    private static final long STORED = Story.START.getEpochSecond() * 1_000_000;

    private Exports() {}

    static Path write(RowSource log, Path target) {
        try (ExportWriter writer = new ExportWriter(target, log.networkId(), log.logKeys(), 0)) {
            log.read(writer::add);
            writer.finish();
        }
        return target;
    }

    /** What an event of these tests is stored with, always the same. */
    static LeafRow row(LogEntry entry) {
        Random random = new Random(entry.index());
        byte[] salt = new byte[LeafRow.SALT_BYTES];
        random.nextBytes(salt);
        return new LeafRow(
                entry.index(),
                entry.sequence(),
                entry.revision(),
                STORED + entry.index(),
                salt,
                entry.stream(),
                entry.aggregate(),
                new UUID(entry.index(), random.nextLong()).toString(),
                entry.name(),
                METADATA,
                entry.payload());
    }

    /** As {@link Auditor#audit(LogSource)}, from an export of the log. */
    static AuditReport audit(RowSource log) {
        Path file = null;
        try {
            file = Files.createTempDirectory("cocoon-export-").resolve("log");
            return Auditor.audit(new ExportFile(write(log, file), null, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(file);
        }
    }

    static byte[] bytes(RowSource log) {
        Path file = null;
        try {
            file = Files.createTempDirectory("cocoon-export-").resolve("log");
            return Files.readAllBytes(write(log, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(file);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
                Files.delete(Objects.requireNonNull(file.getParent()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<LogEntry> entries(LogSource log) {
        List<LogEntry> entries = new ArrayList<>();
        log.readParts(part -> part.forEach((entry, _) -> entries.add(entry)));
        return entries;
    }

    /** The network and key that every log of these tests has. */
    static JdbcLogSource database(TestDatabase database) {
        return new JdbcLogSource(
                database.jdbcUrl(), database.user(), database.password(), Story.NETWORK, Story.LOG.publicKey());
    }

    static RowSource of(List<LogEntry> entries) {
        return new RowSource() {
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
                entries.forEach(entry -> reader.accept(row(entry)));
            }
        };
    }
}
