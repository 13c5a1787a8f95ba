package network.cocoon.projections.workers;

import java.sql.Types;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.worker.WorkerEvent;
import network.cocoon.domain.worker.WorkerEvent.Activated;
import network.cocoon.domain.worker.WorkerEvent.AttestationRejected;
import network.cocoon.domain.worker.WorkerEvent.Attested;
import network.cocoon.domain.worker.WorkerEvent.Drained;
import network.cocoon.domain.worker.WorkerEvent.Lost;
import network.cocoon.domain.worker.WorkerEvent.ModelOffered;
import network.cocoon.domain.worker.WorkerEvent.Registered;
import network.cocoon.domain.worker.WorkerEvent.Retired;
import network.cocoon.domain.worker.WorkerEvent.Suspended;
import network.cocoon.projections.Rows;
import network.cocoon.projections.Views;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One row per worker, per attestation, per refused attestation and per offered model. */
@Component
@ProcessingGroup(Views.PROCESSOR)
class WorkerProjection {

    private final JdbcClient jdbc;

    WorkerProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(WorkerEvent event, @SequenceNumber long sequence) {
        switch (event) {
            case Registered e -> registered(e, sequence);
            case Attested e -> attested(e);
            case AttestationRejected e -> rejected(e, sequence);
            case ModelOffered e -> offered(e);
            case Activated e -> standing(e.worker(), sequence, Standing.ACTIVE, null);
            case Drained e -> standing(e.worker(), sequence, Standing.DRAINED, null);
            case Suspended e -> standing(e.worker(), sequence, Standing.SUSPENDED, e.reason());
            case Lost e -> standing(e.worker(), sequence, Standing.LOST, "silent since " + e.lastSeen());
            case Retired e -> standing(e.worker(), sequence, Standing.RETIRED, null);
        }
    }

    private void registered(Registered e, long sequence) {
        jdbc.sql("""
                        INSERT INTO view_worker (worker_id, version, standing, provider_id, gpu_type, gpu_memory_mib,
                            expected_uptime_permille, registered_at)
                        VALUES (:worker, :version, :standing, :provider, :gpu, :memory, :uptime, :at)
                        ON CONFLICT (worker_id) DO NOTHING""")
                .param("worker", e.worker().value())
                .param("version", sequence)
                .param("standing", Standing.ACTIVE.name())
                .param("provider", e.provider().value())
                .param("gpu", e.gpuType())
                .param("memory", e.gpuMemoryMib())
                .param("uptime", e.expectedUptimePermille())
                .param("at", Rows.utc(e.at()))
                .update();
    }

    private void attested(Attested e) {
        jdbc.sql("""
                        INSERT INTO view_attestation (worker_key, worker_id, evidence_digest, collateral_digest,
                            measurement, model_digest, image_digest, platform, tcb_status, trust, not_before,
                            valid_until, at)
                        VALUES (:key, :worker, :evidence, :collateral, :measurement, :modelDigest, :imageDigest,
                            :platform, :tcb, :trust, :notBefore, :validUntil, :at)
                        ON CONFLICT (worker_key) DO NOTHING""")
                .param("key", e.key().value())
                .param("worker", e.worker().value())
                .param("evidence", e.evidenceDigest().hex())
                .param("collateral", e.collateralDigest().hex())
                .param("measurement", e.measurement().hex())
                .param("modelDigest", e.modelDigest().hex())
                .param("imageDigest", e.imageDigest().hex())
                .param("platform", e.platform())
                .param("tcb", e.tcbStatus())
                .param("trust", e.trust().name())
                .param("notBefore", Rows.utc(e.notBefore()))
                .param("validUntil", Rows.utc(e.validUntil()))
                .param("at", Rows.utc(e.at()))
                .update();
    }

    private void rejected(AttestationRejected e, long sequence) {
        jdbc.sql("""
                        INSERT INTO view_attestation_rejected (worker_id, sequence, evidence_digest, code, detail, at)
                        VALUES (:worker, :sequence, :evidence, :code, :detail, :at)
                        ON CONFLICT (worker_id, sequence) DO NOTHING""")
                .param("worker", e.worker().value())
                .param("sequence", sequence)
                .param("evidence", e.evidenceDigest().hex())
                .param("code", e.code())
                .param("detail", e.detail())
                .param("at", Rows.utc(e.at()))
                .update();
    }

    private void offered(ModelOffered e) {
        jdbc.sql("""
                        INSERT INTO view_offer (worker_id, model, model_digest, coefficient, slots, slots_version, at)
                        VALUES (:worker, :model, :digest, :coefficient, :slots, :version, :at)
                        ON CONFLICT (worker_id, model) DO UPDATE SET model_digest = excluded.model_digest,
                            coefficient = excluded.coefficient, slots = excluded.slots,
                            slots_version = excluded.slots_version, at = excluded.at
                        WHERE view_offer.slots_version < excluded.slots_version""")
                .param("worker", e.worker().value())
                .param("model", e.model().value())
                .param("digest", e.modelDigest().hex())
                .param("coefficient", e.coefficient())
                .param("slots", e.slots())
                .param("version", e.slotsVersion())
                .param("at", Rows.utc(e.at()))
                .update();
    }

    private void standing(WorkerId worker, long sequence, Standing standing, @Nullable String reason) {
        jdbc.sql("""
                        UPDATE view_worker SET version = :version, standing = :standing, reason = :reason
                        WHERE worker_id = :worker AND version < :version""")
                .param("worker", worker.value())
                .param("version", sequence)
                .param("standing", standing.name())
                .param("reason", reason, Types.VARCHAR)
                .update();
    }

    /** What was last decided about a worker; whether it is live depends on its attestation and the time as well. */
    private enum Standing {
        ACTIVE,
        DRAINED,
        SUSPENDED,
        LOST,
        RETIRED
    }
}
