package network.cocoon.commands.workers;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.worker.WorkerCommand;
import network.cocoon.domain.worker.WorkerStatus;

/** The rows about workers that the scheduler asks: written in the transaction of the event they follow from. */
interface WorkerTable {

    void register(WorkerId worker, ProviderId provider);

    void status(WorkerId worker, WorkerStatus status);

    /** A call of the worker itself counts as a sign of life until its feed gives better ones. */
    void seen(WorkerId worker, Instant at);

    void key(WorkerCommand.RecordAttestation attested, ProviderId provider);

    void offer(WorkerCommand.OfferModel offer);

    /** Active workers last seen before {@code since}, at most 100. */
    List<Silent> activeButSilent(Instant since);

    /** Lost workers seen at or after {@code since}, at most 100. */
    List<WorkerId> lostButSeen(Instant since);

    boolean hasSimulatedKeys();

    record Silent(WorkerId worker, Instant lastSeen) {}
}
