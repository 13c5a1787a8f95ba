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
import network.cocoon.eventstore.TestDatabase;
import org.jspecify.annotations.Nullable;

/** Exports of logs that lie in no database. */
final class Exports {

    static final byte[] METADATA = GeneratedLog.utf8("{\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\"}");

    private Exports() {}

    static Path write(LogSource log, Path target) {
        Random random = new Random(1);
        try (ExportWriter writer = new ExportWriter(target, log.networkId(), log.logKeys(), 0)) {
            log.read(entry -> writer.add(row(entry, random)));
            writer.finish();
        }
        return target;
    }

    static ExportRow row(LogEntry entry, Random random) {
        byte[] salt = new byte[ExportFormat.SALT_BYTES];
        random.nextBytes(salt);
        return new ExportRow(
                entry, new UUID(entry.index(), random.nextLong()).toString(), entry.index(), METADATA, salt);
    }

    /** As {@link Auditor#audit(LogSource)}, from an export of the log. */
    static AuditReport audit(LogSource log) {
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

    static byte[] bytes(LogSource log) {
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
        log.read(entries::add);
        return entries;
    }

    /** The network and key that every log of these tests has. */
    static JdbcLogSource database(TestDatabase database) {
        return new JdbcLogSource(
                database.jdbcUrl(), database.user(), database.password(), Story.NETWORK, Story.LOG.publicKey());
    }

    static LogSource of(List<LogEntry> entries) {
        return new LogSource() {
            @Override
            public String networkId() {
                return Story.NETWORK;
            }

            @Override
            public Set<Bytes> logKeys() {
                return Set.of(Story.LOG.publicKey());
            }

            @Override
            public void read(Consumer<LogEntry> reader) {
                entries.forEach(reader);
            }
        };
    }
}
