package network.cocoon.domain.worker;

import static network.cocoon.domain.kernel.Decision.accept;
import static network.cocoon.domain.kernel.Decision.alreadyDone;
import static network.cocoon.domain.kernel.Decision.reject;

import network.cocoon.domain.kernel.Decider;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.worker.WorkerCommand.Activate;
import network.cocoon.domain.worker.WorkerCommand.Drain;
import network.cocoon.domain.worker.WorkerCommand.MarkLost;
import network.cocoon.domain.worker.WorkerCommand.OfferModel;
import network.cocoon.domain.worker.WorkerCommand.RecordAttestation;
import network.cocoon.domain.worker.WorkerCommand.RecordRejectedAttestation;
import network.cocoon.domain.worker.WorkerCommand.Register;
import network.cocoon.domain.worker.WorkerCommand.Resume;
import network.cocoon.domain.worker.WorkerCommand.Retire;
import network.cocoon.domain.worker.WorkerCommand.Suspend;
import network.cocoon.domain.worker.WorkerState.Absent;
import network.cocoon.domain.worker.WorkerState.Enrolled;

/** One GPU worker. */
public final class WorkerDecider implements Decider<WorkerCommand, WorkerState, WorkerEvent> {

    private static final int MOST_TEXT = 500;
    private static final int MOST_GPU_MEMORY_MIB = 64 * 1024 * 1024;

    @Override
    public WorkerState initial() {
        return new Absent();
    }

    @Override
    public Decision<WorkerEvent> decide(WorkerCommand command, WorkerState state) {
        return switch (state) {
            case Absent _ ->
                switch (command) {
                    case Register c -> register(c);
                    case RecordAttestation _,
                            RecordRejectedAttestation _,
                            OfferModel _,
                            Drain _,
                            Activate _,
                            Suspend _,
                            Resume _,
                            MarkLost _,
                            Retire _ -> reject(WorkerRefusal.WORKER_UNKNOWN, "no such worker");
                };
            case Enrolled worker -> enrolled(command, worker);
        };
    }

    private static Decision<WorkerEvent> enrolled(WorkerCommand command, Enrolled worker) {
        return switch (command) {
            case Register c
            when c.enrolmentTokenHash().equals(worker.enrolmentTokenHash())
                    && c.apiKeyHash().equals(worker.apiKeyHash()) -> alreadyDone();
            case Register _ -> reject(WorkerRefusal.WORKER_EXISTS, "this worker is registered");
            case Retire _ when worker.status() == WorkerStatus.RETIRED -> alreadyDone();
            case WorkerCommand _
            when worker.status() == WorkerStatus.RETIRED ->
                reject(WorkerRefusal.WORKER_RETIRED, "the worker left for ever");
            case RecordAttestation c -> WorkerEvidence.attest(c, worker);
            case RecordRejectedAttestation c -> WorkerEvidence.rejectEvidence(c);
            case OfferModel c -> WorkerEvidence.offer(c, worker);
            case Drain _ when worker.status() == WorkerStatus.DRAINING -> alreadyDone();
            case Activate _ when worker.status() == WorkerStatus.ACTIVE -> alreadyDone();
            case Suspend _ when worker.status() == WorkerStatus.SUSPENDED -> alreadyDone();
            case Resume _ when worker.status() != WorkerStatus.SUSPENDED -> alreadyDone();
            case MarkLost _ when worker.status() == WorkerStatus.LOST -> alreadyDone();
            case Drain _, Activate _
            when worker.status() == WorkerStatus.SUSPENDED ->
                reject(WorkerRefusal.WORKER_SUSPENDED, "the operator suspended this worker");
            // A suspension outlasts silence: coming back must not lift it.
            case MarkLost _ when worker.status() == WorkerStatus.SUSPENDED -> alreadyDone();
            case Suspend c
            when c.reason().length() > MOST_TEXT ->
                reject(WorkerRefusal.INVALID_REASON, "a reason has at most " + MOST_TEXT + " characters");
            case Drain c -> accept(new WorkerEvent.Drained(c.worker(), c.at()));
            case Activate c -> accept(new WorkerEvent.Activated(c.worker(), c.at()));
            case Suspend c -> accept(new WorkerEvent.Suspended(c.worker(), c.reason(), c.at()));
            case Resume c -> accept(new WorkerEvent.Resumed(c.worker(), c.at()));
            case MarkLost c -> accept(new WorkerEvent.Lost(c.worker(), c.lastSeen(), c.at()));
            case Retire c -> accept(new WorkerEvent.Retired(c.worker(), c.at()));
        };
    }

    private static Decision<WorkerEvent> register(Register c) {
        if (c.gpuType().isBlank() || c.gpuType().length() > 64) {
            return reject(WorkerRefusal.INVALID_HARDWARE, "a GPU type has 1 to 64 characters");
        }
        if (c.gpuMemoryMib() < 0 || c.gpuMemoryMib() > MOST_GPU_MEMORY_MIB) {
            return reject(WorkerRefusal.INVALID_HARDWARE, "GPU memory is at most 64 TiB");
        }
        if (c.expectedUptimePermille() < 0 || c.expectedUptimePermille() > 1000) {
            return reject(WorkerRefusal.INVALID_HARDWARE, "expected uptime is 0 to 1000 permille");
        }
        return accept(new WorkerEvent.Registered(
                c.worker(),
                c.provider(),
                c.gpuType(),
                c.gpuMemoryMib(),
                c.expectedUptimePermille(),
                c.enrolmentTokenHash(),
                c.apiKeyHash(),
                c.at()));
    }

    @Override
    public WorkerState evolve(WorkerState state, WorkerEvent event) {
        return WorkerFold.evolve(state, event);
    }
}
