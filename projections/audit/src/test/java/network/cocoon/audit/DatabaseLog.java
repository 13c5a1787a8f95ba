package network.cocoon.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import network.cocoon.audit.CopyFile.Rows;
import network.cocoon.domain.transparency.LeafRow;
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

    /** PostgreSQL counts microseconds from 2000. */
    private static final long YEAR_2000 = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond() * 1_000_000;

    private DatabaseLog() {}

    static void load(TestDatabase database, RowSource log) throws SQLException {
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
        private final List<LeafRow> block = new ArrayList<>();
        private long written;

        Shuffle(Rows rows, List<Long> order) {
            this.rows = rows;
            this.order = order;
        }

        void add(LeafRow row) {
            block.add(row);
            order.add(0L);
            if (block.size() == OVERLAP) {
                flush();
            }
        }

        void flush() {
            Collections.shuffle(block, random);
            for (LeafRow row : block) {
                order.set((int) row.index() - 1, ++written);
                write(row);
            }
            block.clear();
        }

        private void write(LeafRow row) {
            try {
                rows.row(11)
                        .number(written)
                        .text(row.stream())
                        .text(row.aggregate())
                        .number(row.sequence())
                        .text(row.eventId())
                        .text(row.name())
                        .number(row.revision())
                        .bytes(row.payload())
                        .bytes(row.metadata())
                        .number(row.micros() - YEAR_2000)
                        .bytes(row.salt());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
