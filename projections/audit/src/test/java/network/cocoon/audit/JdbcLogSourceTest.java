package network.cocoon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.transparency.LeafHasher;
import network.cocoon.domain.transparency.LeafRow;
import network.cocoon.eventstore.LogReader;
import network.cocoon.eventstore.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcLogSourceTest {

    private static final int EVENTS = 3_000;

    /** With room for all that wait, for some, and for none: then the database is asked again, from there on. */
    @ParameterizedTest
    @ValueSource(longs = {DenseOrder.MOST_BYTES, 3_000, 0})
    void rowsWrittenInAnyOrderComeInTheLogs(long mostWaiting) throws SQLException {
        try (TestDatabase database = TestDatabase.create()) {
            DatabaseLog.load(database, new Numbered());

            List<Long> read = new ArrayList<>();
            source(database, mostWaiting).read(entry -> read.add(entry.index()));

            assertThat(read).isEqualTo(LongStream.rangeClosed(1, EVENTS).boxed().toList());
        }
    }

    /** The server reads by another statement, and hashes what it reads: both must come to one root. */
    @Test
    void leavesAreTheServers() throws SQLException {
        try (TestDatabase database = TestDatabase.create()) {
            DatabaseLog.load(database, Story.told());
            LeafHasher hasher = new LeafHasher();
            List<Digest> audited = new ArrayList<>();

            source(database, DenseOrder.MOST_BYTES).read(row -> audited.add(hasher.hash(row)));

            assertThat(new LogReader(database.dataSource()).readAfter(0, LogReader.MAX_BATCH))
                    .extracting(event -> hasher.hash(event.leafRow()))
                    .isEqualTo(audited);
            assertThat(audited).hasSize(Story.told().size());
        }
    }

    @Test
    void anEmptyLogHasNoRows() throws SQLException {
        try (TestDatabase database = TestDatabase.create()) {
            List<LeafRow> read = new ArrayList<>();
            source(database, 0).read(read::add);

            assertThat(read).isEmpty();
        }
    }

    private static JdbcLogSource source(TestDatabase database, long mostWaiting) {
        return new JdbcLogSource(
                database.jdbcUrl(), database.user(), database.password(), "n", Story.LOG.publicKey(), mostWaiting);
    }

    private static final class Numbered implements RowSource {
        @Override
        public String networkId() {
            return "n";
        }

        @Override
        public Set<Bytes> logKeys() {
            return Set.of();
        }

        @Override
        public void read(Consumer<LeafRow> reader) {
            for (long i = 1; i <= EVENTS; i++) {
                reader.accept(Exports.row(
                        new LogEntry(i, "inference", "a", i - 1, "inference.Requested", 1, new byte[] {'{', '}'})));
            }
        }
    }
}
