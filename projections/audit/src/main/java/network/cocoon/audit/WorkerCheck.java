package network.cocoon.audit;

import java.util.HashMap;
import java.util.Map;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.worker.WorkerCommand;
import network.cocoon.domain.worker.WorkerDecider;
import network.cocoon.domain.worker.WorkerEvent;
import network.cocoon.domain.worker.WorkerState;

/** Workers' streams, and whose key is whose. */
final class WorkerCheck {

    private final WorkerDecider decider = new WorkerDecider();
    private final SlotBook slots;
    private final Map<WorkerId, WorkerState> workers = new HashMap<>();
    private final Map<WorkerKeyId, WorkerId> owners = new HashMap<>();

    WorkerCheck(SlotBook slots) {
        this.slots = slots;
    }

    void check(WorkerEvent event, Place place) {
        WorkerCommand command = command(event);
        Sequences.onItsStream(command.worker().value(), place);
        WorkerState state = state(command.worker());
        place.decided(decider.decide(command, state), event);
        workers.put(command.worker(), decider.evolve(state, event));
        if (event instanceof WorkerEvent.ModelOffered e) {
            slots.offer(e.worker(), e.slots(), e.slotsVersion(), place);
        }
        if (event instanceof WorkerEvent.Attested e) {
            WorkerId other = owners.put(e.key(), e.worker());
            place.require(other == null || other.equals(e.worker()), "worker key", "a key of one worker", e.key());
        }
    }

    WorkerState state(WorkerId worker) {
        return workers.getOrDefault(worker, decider.initial());
    }

    boolean owns(WorkerId worker, WorkerKeyId key) {
        return worker.equals(owners.get(key));
    }

    private static WorkerCommand command(WorkerEvent event) {
        return switch (event) {
            case WorkerEvent.Registered e ->
                new WorkerCommand.Register(
                        e.worker(),
                        e.provider(),
                        e.gpuType(),
                        e.gpuMemoryMib(),
                        e.expectedUptimePermille(),
                        e.enrolmentTokenHash(),
                        e.apiKeyHash(),
                        e.at());
            case WorkerEvent.Attested e ->
                new WorkerCommand.RecordAttestation(
                        e.worker(),
                        e.key(),
                        e.sealingKey(),
                        e.receiptKey(),
                        e.evidenceDigest(),
                        e.collateralDigest(),
                        e.measurement(),
                        e.modelDigest(),
                        e.imageDigest(),
                        e.platform(),
                        e.tcbStatus(),
                        e.trust(),
                        e.notBefore(),
                        e.validUntil(),
                        e.at());
            case WorkerEvent.AttestationRejected e ->
                new WorkerCommand.RecordRejectedAttestation(
                        e.worker(), e.evidenceDigest(), e.code(), e.detail(), e.at());
            case WorkerEvent.ModelOffered e ->
                new WorkerCommand.OfferModel(
                        e.worker(), e.model(), e.modelDigest(), e.coefficient(), e.slots(), e.slotsVersion(), e.at());
            case WorkerEvent.Drained e -> new WorkerCommand.Drain(e.worker(), e.at());
            case WorkerEvent.Activated e -> new WorkerCommand.Activate(e.worker(), e.at());
            case WorkerEvent.Suspended e -> new WorkerCommand.Suspend(e.worker(), e.reason(), e.at());
            case WorkerEvent.Lost e -> new WorkerCommand.MarkLost(e.worker(), e.lastSeen(), e.at());
            case WorkerEvent.Resumed e -> new WorkerCommand.Resume(e.worker(), e.at());
            case WorkerEvent.Retired e -> new WorkerCommand.Retire(e.worker(), e.at());
        };
    }
}
