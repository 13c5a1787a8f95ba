package network.cocoon.commands.scheduling;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.cocoon.commands.admission.SlotBook;
import network.cocoon.commands.network.LogKey;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.AssignmentReason;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.SlotMove;
import org.springframework.stereotype.Component;

/** Makes the first attempt's assignment: chooses, takes the slot, signs. In the caller's transaction. */
@Component
public class Assigner {

    private static final int ATTEMPT = 1;

    private final WorkerBoard board;
    private final SlotBook slots;
    private final LogKey logKey;
    private final CocoonSettings settings;

    Assigner(WorkerBoard board, SlotBook slots, LogKey logKey, CocoonSettings settings) {
        this.board = board;
        this.slots = slots;
        this.logKey = logKey;
        this.settings = settings;
    }

    /**
     * @return empty where nobody has a free slot now. Only the chosen worker's slots are tried: to wait for a second row
     *     while holding a first could be to wait for each other.
     */
    public Optional<Assignment> assign(
            RequestId request,
            ModelId model,
            List<Candidate> candidates,
            int maxCoefficient,
            Instant deadline,
            Instant now) {
        Chooser.Choice choice = Chooser.choose(request, board.of(candidates, model, now), maxCoefficient);
        return choice.chosen().flatMap(worker -> slots.take(worker.candidate().worker())
                .map(slot -> assignment(request, worker, slot, choice.reason(), deadline, now)));
    }

    private Assignment assignment(
            RequestId request,
            WorkerView worker,
            SlotMove slot,
            AssignmentReason reason,
            Instant deadline,
            Instant now) {
        Candidate candidate = worker.candidate();
        Instant claimBy = now.plus(settings.requests().claimLease());
        return new Assignment(
                candidate.worker(),
                candidate.provider(),
                candidate.key(),
                ATTEMPT,
                worker.coefficient(),
                slot,
                reason,
                logKey.signAssignment(request, candidate.key(), ATTEMPT),
                claimBy.isBefore(deadline) ? claimBy : deadline);
    }
}
