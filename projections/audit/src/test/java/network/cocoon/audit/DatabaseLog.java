package network.cocoon.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import network.cocoon.audit.CopyFile.Rows;
import network.cocoon.eventstore.TestDatabase;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** A log in a real database, as a server and a sequencer leave it: rows in nearly the order of the dense index. */
final class DatabaseLog {

    private static final String EVENTS =
            "COPY domain_event (global_index, stream, aggregate_id, sequence, event_id, name,"
                    + " revision, payload, metadata, time, salt) FROM STDIN (FORMAT binary)";
    private static final String INDEX =
            "COPY event_index (dense_index, global_index, epoch) FROM STDIN (FORMAT binary)";

    /** How far transactions overlap: rows of so many neighbours may lie in any order. */
    private static final int OVERLAP = 8;

    private static final byte[] METADATA = GeneratedLog.utf8(
            "{\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"correlationId\":\"4bf92f3577b34da6\"}");

    private DatabaseLog() {}

    static void load(TestDatabase database, LogSource log) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            PGConnection copies = connection.unwrap(PGConnection.class);
            List<Long> order = new ArrayList<>();
            try (Rows rows = new Rows(new PGCopyOutputStream(copies, EVENTS))) {
                Shuffle shuffle = new Shuffle(rows, order);
                log.read(shuffle::add);
                shuffle.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            try (Rows rows = new Rows(new PGCopyOutputStream(copies, INDEX))) {
                for (int i = 0; i < order.size(); i++) {
                    rows.row(3).number(i + 1L).number(order.get(i)).number(1L);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            connection.commit();
        }
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE domain_event, event_index");
        }
    }

    /** Writes blocks of neighbours in another order, and remembers where each went. */
    private static final class Shuffle {

        private final Rows rows;
        private final List<Long> order;
        private final Random random = new Random(1);
        private final List<LogEntry> block = new ArrayList<>();
        private long written;

        Shuffle(Rows rows, List<Long> order) {
            this.rows = rows;
            this.order = order;
        }

        void add(LogEntry entry) {
            block.add(entry);
            order.add(0L);
            if (block.size() == OVERLAP) {
                flush();
            }
        }

        void flush() {
            Collections.shuffle(block, random);
            for (LogEntry entry : block) {
                order.set((int) entry.index() - 1, ++written);
                write(entry);
            }
            block.clear();
        }

        private void write(LogEntry entry) {
            byte[] salt = new byte[32];
            random.nextBytes(salt);
            try {
                rows.row(11)
                        .number(written)
                        .text(entry.stream())
                        .text(entry.aggregate())
                        .number(entry.sequence())
                        .text(new UUID(entry.index(), random.nextLong()).toString())
                        .text(entry.name())
                        .number(entry.revision())
                        .bytes(entry.payload())
                        .bytes(METADATA)
                        .number(entry.index()) // microseconds since 2000: nobody here reads them
                        .bytes(salt);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
