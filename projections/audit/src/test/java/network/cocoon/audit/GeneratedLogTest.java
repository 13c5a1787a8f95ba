package network.cocoon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.eventstore.TestDatabase;
import org.junit.jupiter.api.Test;

/** The log that is measured is one that holds, and a database hands it over as memory does. */
class GeneratedLogTest {

    @Test
    void holdsInMemoryAndInADatabase() throws SQLException {
        List<LogEntry> entries = new ArrayList<>();
        long written = GeneratedLog.write(4_000, entries::add);
        RowSource listed = Exports.of(entries);

        AuditReport report = Auditor.audit(listed);

        assertThat(report.discrepancy()).isNull();
        assertThat(report.events()).isEqualTo(written);
        assertThat(report.accounts())
                .anySatisfy(bill -> assertThat(bill.interrupted()).isPositive());
        try (TestDatabase database = TestDatabase.create()) {
            DatabaseLog.load(database, listed);
            AuditReport stored = Auditor.audit(Exports.database(database));

            assertThat(stored).isEqualTo(report);
        }
    }
}
