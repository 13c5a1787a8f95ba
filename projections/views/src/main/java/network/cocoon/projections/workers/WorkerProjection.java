package network.cocoon.projections.workers;

import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.worker.WorkerEvent;
import network.cocoon.domain.worker.WorkerEvent.Activated;
import network.cocoon.domain.worker.WorkerEvent.AttestationRejected;
import network.cocoon.domain.worker.WorkerEvent.Attested;
import network.cocoon.domain.worker.WorkerEvent.Drained;
import network.cocoon.domain.worker.WorkerEvent.Lost;
import network.cocoon.domain.worker.WorkerEvent.ModelOffered;
import network.cocoon.domain.worker.WorkerEvent.Registered;
import network.cocoon.domain.worker.WorkerEvent.Resumed;
import network.cocoon.domain.worker.WorkerEvent.Retired;
import network.cocoon.domain.worker.WorkerEvent.Suspended;
import network.cocoon.projections.write.Projection;
import network.cocoon.projections.write.ViewBatch;
import network.cocoon.projections.write.ViewEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per worker, per attestation, per refused attestation, per offered model and per fault. */
@Component
class WorkerProjection implements Projection {

    @Override
    public void on(ViewEvent event, ViewBatch batch) {
        if (event.payload() instanceof WorkerEvent worker) {
            project(worker, event.sequence(), batch);
        }
    }

    private static void project(WorkerEvent event, long sequence, ViewBatch batch) {
        switch (event) {
            case Registered e -> registered(e, sequence, batch);
            case Attested e -> attested(e, batch);
            case AttestationRejected e -> rejected(e, sequence, batch);
            case ModelOffered e -> offered(e, batch);
            case Activated e -> standing(e.worker(), sequence, Standing.ACTIVE, null, batch);
            case Drained e -> standing(e.worker(), sequence, Standing.DRAINED, null, batch);
            case Suspended e -> {
                standing(e.worker(), sequence, Standing.SUSPENDED, e.reason(), batch);
                FaultWrite.add(
                        batch,
                        e.worker(),
                        sequence,
                        e.worker(),
                        WorkerFault.Kind.SUSPENDED,
                        "SUSPENDED",
                        e.reason(),
                        e.at());
            }
            case Resumed e -> standing(e.worker(), sequence, Standing.ACTIVE, null, batch);
            case Lost e -> {
                String since = "silent since " + e.lastSeen();
                standing(e.worker(), sequence, Standing.LOST, since, batch);
                FaultWrite.add(batch, e.worker(), sequence, e.worker(), WorkerFault.Kind.LOST, "LOST", since, e.at());
            }
            case Retired e -> standing(e.worker(), sequence, Standing.RETIRED, null, batch);
        }
    }

    private static void registered(Registered e, long sequence, ViewBatch batch) {
        batch.add(
                WorkerWrites.REGISTERED,
                e.worker().value(),
                e.worker().value(),
                sequence,
                Standing.ACTIVE.name(),
                e.provider().value(),
                e.gpuType(),
                e.gpuMemoryMib(),
                e.expectedUptimePermille(),
                e.at());
    }

    private static void attested(Attested e, ViewBatch batch) {
        batch.add(
                WorkerWrites.ATTESTED,
                e.key().value(),
                e.key().value(),
                e.worker().value(),
                e.evidenceDigest().hex(),
                e.collateralDigest().hex(),
                e.measurement().hex(),
                e.modelDigest().hex(),
                e.imageDigest().hex(),
                e.platform(),
                e.tcbStatus(),
                e.trust().name(),
                e.notBefore(),
                e.validUntil(),
                e.at());
    }

    private static void rejected(AttestationRejected e, long sequence, ViewBatch batch) {
        batch.add(
                WorkerWrites.REJECTED,
                e.worker().value() + '/' + sequence,
                e.worker().value(),
                sequence,
                e.evidenceDigest().hex(),
                e.code(),
                e.detail(),
                e.at());
        FaultWrite.add(
                batch,
                e.worker(),
                sequence,
                e.worker(),
                WorkerFault.Kind.ATTESTATION_REJECTED,
                e.code(),
                e.detail(),
                e.at());
    }

    private static void offered(ModelOffered e, ViewBatch batch) {
        batch.add(
                WorkerWrites.OFFERED,
                e.worker().value() + '/' + e.model().value(),
                e.worker().value(),
                e.model().value(),
                e.modelDigest().hex(),
                e.coefficient(),
                e.slots(),
                e.slotsVersion(),
                e.at());
    }

    private static void standing(
            WorkerId worker, long sequence, Standing standing, @Nullable String reason, ViewBatch batch) {
        batch.add(WorkerWrites.STANDING, worker.value(), worker.value(), sequence, standing.name(), reason);
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
