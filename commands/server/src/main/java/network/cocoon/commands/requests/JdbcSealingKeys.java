package network.cocoon.commands.requests;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import network.cocoon.commands.inflight.Sql;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@link SealingKeys} in PostgreSQL. A key's row is written once and never changed, so what was read stays true. */
@Component
class JdbcSealingKeys implements SealingKeys {

    private static final int MOST_REMEMBERED = 10_000;

    private final JdbcClient jdbc;
    private final LoadingCache<WorkerKeyId, Attested> keys;

    JdbcSealingKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.keys = Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build(CacheLoader.bulk(asked -> read(asked)));
    }

    private record Attested(Known known, Instant notBefore, Instant validUntil) {
        boolean inForce(Instant now) {
            return !notBefore.isAfter(now) && validUntil.isAfter(now);
        }
    }

    @Override
    public List<Known> inForce(List<WorkerKeyId> asked, Instant now) {
        return keys.getAll(asked).values().stream()
                .filter(key -> key.inForce(now))
                .map(Attested::known)
                .toList();
    }

    private Map<WorkerKeyId, Attested> read(Collection<? extends WorkerKeyId> asked) {
        return jdbc
                .sql("SELECT key, worker, provider, measurement, not_before, valid_until FROM worker_key"
                        + " WHERE key = ANY(:keys)")
                .param("keys", asked.stream().map(WorkerKeyId::value).toArray(String[]::new))
                .query((row, _) -> new Attested(
                        new Known(
                                new Candidate(
                                        new WorkerId(row.getString("worker")),
                                        new ProviderId(row.getString("provider")),
                                        new WorkerKeyId(row.getString("key"))),
                                new Digest(row.getString("measurement"))),
                        Sql.time(row, "not_before"),
                        Sql.time(row, "valid_until")))
                .list()
                .stream()
                .collect(Collectors.toMap(key -> key.known().candidate().key(), Function.identity()));
    }
}
