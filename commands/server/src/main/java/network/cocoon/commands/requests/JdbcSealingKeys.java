package network.cocoon.commands.requests;

import java.time.Instant;
import java.util.List;
import network.cocoon.commands.inflight.Sql;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@link SealingKeys} in PostgreSQL. */
@Component
class JdbcSealingKeys implements SealingKeys {

    private final JdbcClient jdbc;

    JdbcSealingKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Known> inForce(List<WorkerKeyId> keys, Instant now) {
        return jdbc.sql("SELECT key, worker, provider, measurement FROM worker_key"
                        + " WHERE key = ANY(:keys) AND not_before <= :now AND valid_until > :now")
                .param("keys", keys.stream().map(WorkerKeyId::value).toArray(String[]::new))
                .param("now", Sql.time(now))
                .query((row, _) -> new Known(
                        new Candidate(
                                new WorkerId(row.getString("worker")),
                                new ProviderId(row.getString("provider")),
                                new WorkerKeyId(row.getString("key"))),
                        new Digest(row.getString("measurement"))))
                .list();
    }
}
