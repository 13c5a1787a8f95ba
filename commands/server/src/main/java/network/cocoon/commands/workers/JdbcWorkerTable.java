package network.cocoon.commands.workers;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.worker.WorkerCommand;
import network.cocoon.domain.worker.WorkerStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@link WorkerTable} in PostgreSQL. */
@Component
class JdbcWorkerTable implements WorkerTable {

    private final JdbcClient jdbc;

    JdbcWorkerTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void register(WorkerId worker, ProviderId provider) {
        jdbc.sql("INSERT INTO worker_live (worker, provider, status) VALUES (:worker, :provider, 'REGISTERED')")
                .param("worker", worker.value())
                .param("provider", provider.value())
                .update();
    }

    @Override
    public void status(WorkerId worker, WorkerStatus status) {
        jdbc.sql("UPDATE worker_live SET status = :status WHERE worker = :worker")
                .param("worker", worker.value())
                .param("status", status.name())
                .update();
    }

    @Override
    public void seen(WorkerId worker, Instant at) {
        jdbc.sql("""
                UPDATE worker_live SET last_seen = :at
                WHERE worker = :worker AND (last_seen IS NULL OR last_seen < :at)""").param("worker", worker.value()).param("at", stored(at)).update();
    }

    @Override
    public void key(WorkerCommand.RecordAttestation attested, ProviderId provider) {
        jdbc.sql("""
                INSERT INTO worker_key (key, worker, provider, sealing_key, receipt_key, evidence, measurement,
                    model_digest, platform, trust, not_before, valid_until)
                VALUES (:key, :worker, :provider, :sealingKey, :receiptKey, :evidence, :measurement,
                    :modelDigest, :platform, :trust, :notBefore, :validUntil)
                ON CONFLICT (key) DO NOTHING""")
                .param("key", attested.key().value())
                .param("worker", attested.worker().value())
                .param("provider", provider.value())
                .param("sealingKey", attested.sealingKey().toArray())
                .param("receiptKey", attested.receiptKey().toArray())
                .param("evidence", attested.evidenceDigest().hex())
                .param("measurement", attested.measurement().hex())
                .param("modelDigest", attested.modelDigest().hex())
                .param("platform", attested.platform())
                .param("trust", attested.trust().name())
                .param("notBefore", stored(attested.notBefore()))
                .param("validUntil", stored(attested.validUntil()))
                .update();
    }

    @Override
    public void offer(WorkerCommand.OfferModel offer) {
        jdbc.sql("""
                INSERT INTO worker_offer (worker, model, model_digest, coefficient)
                VALUES (:worker, :model, :modelDigest, :coefficient)
                ON CONFLICT (worker, model) DO UPDATE
                    SET model_digest = EXCLUDED.model_digest, coefficient = EXCLUDED.coefficient""")
                .param("worker", offer.worker().value())
                .param("model", offer.model().value())
                .param("modelDigest", offer.modelDigest().hex())
                .param("coefficient", offer.coefficient())
                .update();
    }

    @Override
    public List<Silent> activeButSilent(Instant since) {
        return jdbc.sql("""
                SELECT worker, last_seen FROM worker_live
                WHERE status = 'ACTIVE' AND last_seen < :since ORDER BY last_seen LIMIT 100""")
                .param("since", stored(since))
                .query((row, _) -> new Silent(
                        new WorkerId(row.getString("worker")),
                        row.getObject("last_seen", OffsetDateTime.class).toInstant()))
                .list();
    }

    @Override
    public List<WorkerId> lostButSeen(Instant since) {
        return jdbc.sql("SELECT worker FROM worker_live WHERE status = 'LOST' AND last_seen >= :since LIMIT 100")
                .param("since", stored(since))
                .query((row, _) -> new WorkerId(row.getString("worker")))
                .list();
    }

    @Override
    public boolean hasSimulatedKeys() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM worker_key WHERE trust = 'SIMULATED')")
                .query(Boolean.class)
                .single();
    }

    private static OffsetDateTime stored(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
