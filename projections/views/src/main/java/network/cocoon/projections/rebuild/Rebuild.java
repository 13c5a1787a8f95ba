package network.cocoon.projections.rebuild;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import network.cocoon.projections.Rows;
import network.cocoon.projections.Views;
import network.cocoon.projections.ViewsChanged;
import network.cocoon.projections.keeping.Chore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Empties the views and reads the log again from its beginning, on a running network and from any node. Pages show what
 * has been read so far; the log and everything that decides are untouched.
 */
@Component
public class Rebuild implements Chore {

    /** All that is derived from the log. */
    private static final List<String> TABLES = List.of(
            "view_account",
            "view_account_day",
            "view_account_key",
            "view_accrual",
            "view_attempt",
            "view_attestation",
            "view_attestation_rejected",
            "view_dead_letter",
            "view_latency",
            "view_log_block",
            "view_measurement",
            "view_model",
            "view_offer",
            "view_period",
            "view_price",
            "view_provider",
            "view_refused_report",
            "view_request",
            "view_tally",
            "view_traffic",
            "view_worker",
            "view_worker_day",
            "view_worker_fault");

    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ViewsChanged changed;
    private final InstantSource clock;

    Rebuild(JdbcClient jdbc, PlatformTransactionManager transactions, ViewsChanged changed, InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.changed = changed;
        this.clock = clock;
    }

    /**
     * Begins; the processors of all nodes then read on from the beginning. How far they are stands in
     * {@code SystemQueries.rebuild()}. One that is asked for while another runs begins anew.
     *
     * @param operator who asked for it
     */
    public void start(String operator) {
        transaction.executeWithoutResult(_ -> {
            // Every batch holds its bookmark first: those under way end before, and later ones find theirs taken away.
            jdbc.sql("SELECT segment FROM token_entry WHERE processor_name = :processor ORDER BY segment FOR UPDATE")
                    .param("processor", Views.PROCESSOR)
                    .query(Integer.class)
                    .list();
            jdbc.sql("TRUNCATE " + String.join(", ", TABLES)).update();
            jdbc.sql("UPDATE token_entry SET token = :token, owner = NULL WHERE processor_name = :processor")
                    .param("token", "{\"index\":0}".getBytes(StandardCharsets.UTF_8))
                    .param("processor", Views.PROCESSOR)
                    .update();
            jdbc.sql("""
                            INSERT INTO view_rebuild (target, started_at, asked_by)
                            SELECT head, :now, :operator FROM sequencer
                            ON CONFLICT (only_row) DO UPDATE SET target = excluded.target,
                                started_at = excluded.started_at, finished_at = NULL, asked_by = excluded.asked_by""")
                    .param("now", Rows.utc(clock.instant()))
                    .param("operator", operator)
                    .update();
        });
        LOG.warn("{} asked for the views to be rebuilt", operator);
        changed.committed();
    }

    /** Whether a rebuild empties a table. */
    public static boolean isDerived(String table) {
        return TABLES.contains(table);
    }

    /** Notes the end of a rebuild. */
    @Override
    public void run() {
        int finished = jdbc.sql("""
                        UPDATE view_rebuild r SET finished_at = :now WHERE finished_at IS NULL AND target <=
                            (SELECT min((convert_from(t.token, 'UTF8')::json ->> 'index')::bigint)
                             FROM token_entry t WHERE t.processor_name = :processor)""")
                .param("now", Rows.utc(clock.instant()))
                .param("processor", Views.PROCESSOR)
                .update();
        if (finished == 1) {
            LOG.info("the views are rebuilt");
            changed.committed();
        }
    }
}
