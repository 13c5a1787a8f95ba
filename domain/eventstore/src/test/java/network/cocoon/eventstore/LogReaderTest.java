package network.cocoon.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class LogReaderTest {

    private static final int EVENTS = 5_000;

    /** One plan for every limit and place is what the database has after a few calls, on each connection. */
    @Test
    void no_read_scans_the_whole_log() throws SQLException {
        try (TestDatabase database = TestDatabase.create();
                Connection connection = database.dataSource().getConnection()) {
            var one = new SingleConnectionDataSource(connection, true);
            JdbcClient jdbc = JdbcClient.create(one);
            fill(jdbc);
            jdbc.sql("SET plan_cache_mode = force_generic_plan").update();
            LogReader reader = new LogReader(one);
            for (long after = EVENTS - 20; after < EVENTS; after++) {
                List<LoggedEvent> read = reader.readAfter(after, 1_000);
                assertThat(read).hasSize((int) (EVENTS - after));
                assertThat(read.getFirst().denseIndex()).isEqualTo(after + 1);
            }
            jdbc.sql("SELECT pg_stat_force_next_flush()").query(String.class).list();
            long scans = jdbc.sql("SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'domain_event'")
                    .query(Long.class)
                    .single();
            assertThat(scans).isLessThan(5);
        }
    }

    /** Analysed while it was short, as a log that grows quickly is. */
    private static void fill(JdbcClient jdbc) {
        append(jdbc, 1, 500);
        jdbc.sql("ANALYZE domain_event").update();
        jdbc.sql("ANALYZE event_index").update();
        append(jdbc, 501, EVENTS);
    }

    private static void append(JdbcClient jdbc, int from, int to) {
        jdbc.sql("""
                        WITH appended AS (
                            INSERT INTO domain_event (stream, aggregate_id, sequence, event_id, name, revision, payload,
                                metadata, time, salt)
                            SELECT 'toy', 'toy' || n, 0, 'e' || n, 'toy.Moved', 1, '{}', '{}', now(), decode(repeat('00', 32), 'hex')
                            FROM generate_series(:from, :to) n RETURNING global_index)
                        INSERT INTO event_index (dense_index, global_index, epoch)
                        SELECT global_index, global_index, 1 FROM appended""").param("from", from).param("to", to).update();
    }
}
