package network.cocoon.projections.settlement;

import java.util.List;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.projections.Rows;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Closed periods and what they owe. */
@Component
public class SettlementQueries {

    /** Most rows in one answer. */
    public static final int MAX_ROWS = 1_000;

    private static final RowMapper<AccrualRow> ACCRUAL = (row, _) -> new AccrualRow(
            row.getString("period"),
            row.getString("provider_id"),
            Nanoton.of(row.getLong("reward")),
            row.getLong("requests"));

    private final JdbcClient jdbc;

    /** Reads the views of this database. */
    public SettlementQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Closed periods, the latest first, at most {@link #MAX_ROWS}. */
    public List<PeriodRow> periods() {
        return jdbc.sql("SELECT * FROM view_period ORDER BY from_at DESC, period LIMIT " + MAX_ROWS)
                .query((row, _) -> new PeriodRow(
                        row.getString("period"),
                        Rows.instant(row, "from_at"),
                        Rows.instant(row, "up_to"),
                        Nanoton.of(row.getLong("charged")),
                        Nanoton.of(row.getLong("fees")),
                        row.getInt("providers"),
                        row.getLong("requests"),
                        Rows.instant(row, "closed_at")))
                .list();
    }

    /** Who earned what in a period, the most first, at most {@link #MAX_ROWS}. */
    public List<AccrualRow> accruals(String period) {
        return jdbc.sql("SELECT * FROM view_accrual WHERE period = ? ORDER BY reward DESC, provider_id LIMIT "
                        + MAX_ROWS)
                .param(period)
                .query(ACCRUAL)
                .list();
    }

    /** What an owner earned in each closed period, the latest first, at most {@link #MAX_ROWS}. */
    public List<AccrualRow> accruals(ProviderId provider) {
        return jdbc.sql("SELECT * FROM view_accrual WHERE provider_id = ? ORDER BY period DESC LIMIT " + MAX_ROWS)
                .param(provider.value())
                .query(ACCRUAL)
                .list();
    }
}
