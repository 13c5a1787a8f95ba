package network.cocoon.commands.standing;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.tdx.PlatformKind;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.worker.WorkerStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keys that may be used now, what they were accepted by, and the newest collateral for their machines. */
@Component
class StandingTable {

    private final JdbcClient jdbc;

    StandingTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A key that is not over, of a worker that is neither suspended nor retired. */
    record Key(String key, WorkerId worker, Digest evidence, Digest measurement, WorkerStatus status) {}

    List<Key> standing(Instant now) {
        return jdbc.sql("""
                        SELECT k.key, k.worker, k.evidence, k.measurement, l.status
                        FROM worker_key k JOIN worker_live l ON l.worker = k.worker
                        WHERE k.valid_until > :now AND l.status NOT IN ('SUSPENDED', 'RETIRED')
                        ORDER BY k.key""")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Key(
                        row.getString("key"),
                        new WorkerId(row.getString("worker")),
                        new Digest(row.getString("evidence")),
                        new Digest(row.getString("measurement")),
                        WorkerStatus.valueOf(row.getString("status"))))
                .list();
    }

    /** Empty where the evidence is not kept, or not in a form that is read here: it was judged when the key was accepted. */
    Optional<Evidence> evidence(Digest digest) {
        return jdbc.sql("SELECT bytes FROM evidence WHERE digest = :digest")
                .param("digest", digest.hex())
                .query(byte[].class)
                .optional()
                .flatMap(StandingTable::decoded);
    }

    private static Optional<Evidence> decoded(byte[] bytes) {
        try {
            return Optional.of(Evidence.decode(bytes));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Optional<Collateral> newest(PlatformKind kind) {
        return jdbc.sql("""
                        SELECT c.bytes FROM collateral_shelf s JOIN collateral c ON c.digest = s.newest
                        WHERE s.fmspc = :fmspc AND s.authority = :authority""")
                .param("fmspc", kind.fmspc().hex())
                .param("authority", kind.authority().name())
                .query(byte[].class)
                .optional()
                .map(Collateral::decode);
    }

    /** Changes whenever collateral was fetched that is not what it was: a cheap question before the dear one. */
    String shelves() {
        return jdbc.sql("SELECT coalesce(string_agg(newest, ' ' ORDER BY fmspc, authority), '') FROM collateral_shelf")
                .query(String.class)
                .single();
    }
}
