package network.cocoon.domain.worker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.worker.WorkerState.Absent;
import network.cocoon.domain.worker.WorkerState.Enrolled;
import network.cocoon.domain.worker.WorkerState.Offer;

/** The worker's fold. */
final class WorkerFold {

    private WorkerFold() {}

    static WorkerState evolve(WorkerState state, WorkerEvent event) {
        return switch (state) {
            // Nothing can precede a registration, so nothing but it changes an absent worker.
            case Absent absent -> event instanceof WorkerEvent.Registered e ? enrolled(e) : absent;
            case Enrolled worker -> evolve(worker, event);
        };
    }

    private static Enrolled enrolled(WorkerEvent.Registered e) {
        return new Enrolled(
                e.worker(),
                e.provider(),
                e.gpuType(),
                e.gpuMemoryMib(),
                e.expectedUptimePermille(),
                e.enrolmentTokenHash(),
                e.apiKeyHash(),
                WorkerStatus.REGISTERED,
                List.of(),
                Map.of());
    }

    private static WorkerState evolve(Enrolled worker, WorkerEvent event) {
        return switch (event) {
            case WorkerEvent.Registered e -> enrolled(e);
            case WorkerEvent.Attested e -> attested(worker, e);
            case WorkerEvent.AttestationRejected _ -> worker;
            case WorkerEvent.ModelOffered e -> {
                var offers = new HashMap<>(worker.offers());
                offers.put(e.model(), new Offer(e.model(), e.modelDigest(), e.coefficient(), e.slots()));
                yield ready(worker.with(worker.status(), worker.keys(), offers));
            }
            case WorkerEvent.Drained _ -> in(worker, WorkerStatus.DRAINING);
            case WorkerEvent.Activated _ -> in(worker, WorkerStatus.ACTIVE);
            case WorkerEvent.Suspended _ -> in(worker, WorkerStatus.SUSPENDED);
            case WorkerEvent.Resumed _ -> ready(in(worker, WorkerStatus.REGISTERED));
            case WorkerEvent.Lost _ -> in(worker, WorkerStatus.LOST);
            case WorkerEvent.Retired _ -> in(worker, WorkerStatus.RETIRED);
        };
    }

    private static Enrolled attested(Enrolled worker, WorkerEvent.Attested e) {
        List<AttestedKey> keys = new ArrayList<>();
        for (AttestedKey key : worker.keys()) {
            if (key.acceptsReceiptAt(e.at())) {
                keys.add(key);
            }
        }
        keys.add(new AttestedKey(
                e.key(),
                e.sealingKey(),
                e.receiptKey(),
                e.evidenceDigest(),
                e.measurement(),
                e.modelDigest(),
                e.trust(),
                e.notBefore(),
                e.validUntil()));
        return ready(worker.with(worker.status(), keys, worker.offers()));
    }

    /** The first keys and the first offer make a new worker active; nothing else brings one back but an order. */
    private static Enrolled ready(Enrolled worker) {
        return worker.status() == WorkerStatus.REGISTERED
                        && !worker.keys().isEmpty()
                        && !worker.offers().isEmpty()
                ? in(worker, WorkerStatus.ACTIVE)
                : worker;
    }

    private static Enrolled in(Enrolled worker, WorkerStatus status) {
        return worker.with(status, worker.keys(), worker.offers());
    }
}
