package network.cocoon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.eventstore.TestDatabase;
import org.junit.jupiter.api.Test;

/** The log that is measured is one that holds, and a database hands it over as memory does. */
class GeneratedLogTest {

    /** A log in memory, not to be tampered with. */
    private record Listed(List<LogEntry> entries) implements LogSource {
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
    }

    @Test
    void holdsInMemoryAndInADatabase() throws SQLException {
        List<LogEntry> entries = new ArrayList<>();
        long written = GeneratedLog.write(4_000, entries::add);
        LogSource listed = new Listed(entries);

        AuditReport report = Auditor.audit(listed);

        assertThat(report.discrepancy()).isNull();
        assertThat(report.events()).isEqualTo(written);
        assertThat(report.accounts())
                .anySatisfy(bill -> assertThat(bill.interrupted()).isPositive());
        try (TestDatabase database = TestDatabase.create()) {
            DatabaseLog.load(database, listed);
            AuditReport stored = Auditor.audit(new JdbcLogSource(
                    database.jdbcUrl(), database.user(), database.password(), Story.NETWORK, Story.LOG.publicKey()));

            assertThat(stored).isEqualTo(report);
        }
    }
}
