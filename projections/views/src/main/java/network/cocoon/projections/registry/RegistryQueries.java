package network.cocoon.projections.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.projections.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Models, prices and measurements. */
@Component
public class RegistryQueries {

    /** Most rows in one answer. */
    public static final int MAX_ROWS = 1_000;

    private final JdbcClient jdbc;

    /** Reads the views of this database. */
    public RegistryQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every listed model with its price of today, by name, at most {@link #MAX_ROWS}. */
    public List<ModelRow> models() {
        return jdbc.sql("""
                        SELECT m.model AS listed, m.family, m.digest AS model_digest, m.context_tokens, m.listed_at, p.*, o.workers
                        FROM view_model m
                        LEFT JOIN LATERAL (SELECT * FROM view_price x WHERE x.model = m.model
                                           ORDER BY price_version DESC LIMIT 1) p ON true
                        CROSS JOIN LATERAL (SELECT count(*) AS workers FROM view_offer v WHERE v.model = m.model) o
                        ORDER BY m.model LIMIT\s""" + MAX_ROWS)
                .query((row, _) -> new ModelRow(
                        row.getString("listed"),
                        row.getString("family"),
                        row.getString("model_digest"),
                        row.getInt("context_tokens"),
                        Rows.instant(row, "listed_at"),
                        row.getObject("price_version") == null ? null : price(row),
                        row.getInt("workers")))
                .list();
    }

    /** A model's price lists, the one in force first, at most {@link #MAX_ROWS}. */
    public List<PriceRow> prices(ModelId model) {
        return jdbc.sql("SELECT * FROM view_price WHERE model = ? ORDER BY price_version DESC LIMIT " + MAX_ROWS)
                .param(model.value())
                .query((row, _) -> price(row))
                .list();
    }

    /** Every measurement ever allowed or revoked, the latest change first, at most {@link #MAX_ROWS}. */
    public List<MeasurementRow> measurements() {
        return jdbc.sql("""
                        SELECT m.*, (SELECT count(*) FROM view_worker w WHERE m.measurement =
                                        (SELECT a.measurement FROM view_attestation a WHERE a.worker_id = w.worker_id
                                         ORDER BY a.at DESC LIMIT 1)) AS workers
                        FROM view_measurement m ORDER BY m.changed_at DESC, m.measurement LIMIT\s""" + MAX_ROWS)
                .query((row, _) -> new MeasurementRow(
                        row.getString("measurement"),
                        row.getBoolean("allowed"),
                        row.getString("note"),
                        Rows.instant(row, "changed_at"),
                        row.getInt("workers")))
                .list();
    }

    private static PriceRow price(ResultSet row) throws SQLException {
        return new PriceRow(
                row.getString("model"),
                row.getInt("price_version"),
                row.getString("digest"),
                Nanoton.of(row.getLong("price_per_token")),
                new Multipliers(
                        row.getInt("prompt_multiplier"),
                        row.getInt("cached_multiplier"),
                        row.getInt("completion_multiplier"),
                        row.getInt("reasoning_multiplier")),
                row.getInt("fee_percent"),
                Rows.instant(row, "at"));
    }
}
