package network.cocoon.commands.scheduling;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.cocoon.commands.admission.SlotBook;
import network.cocoon.commands.admission.WindowBook;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.network.LogKey;
import network.cocoon.commands.node.RelayChoice;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.AssignmentReason;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.SlotMove;
import org.springframework.stereotype.Component;

/** Makes an attempt's assignment: chooses, takes the slot, signs. In the caller's transaction. */
@Component
public class Assigner {

    private final WorkerBoard board;
    private final SlotBook slots;
    private final WindowBook windows;
    private final LogKey logKey;
    private final RelayChoice relays;
    private final CocoonSettings settings;

    Assigner(
            WorkerBoard board,
            SlotBook slots,
            WindowBook windows,
            LogKey logKey,
            RelayChoice relays,
            CocoonSettings settings) {
        this.board = board;
        this.slots = slots;
        this.windows = windows;
        this.logKey = logKey;
        this.relays = relays;
        this.settings = settings;
    }

    /**
     * What is to be assigned.
     *
     * @param candidates those that have not failed it
     * @param maxCost    what it may cost at most
     * @param attempt    the number that it will have
     */
    public record Task(
            RequestId request,
            AccountId account,
            ModelId model,
            List<Candidate> candidates,
            int maxCoefficient,
            Nanoton maxCost,
            int attempt,
            Instant deadline) {
        public Task {
            candidates = List.copyOf(candidates);
        }

        /** The next attempt of a request that waits. */
        public static Task next(RequestRow row) {
            return new Task(
                    row.request(),
                    row.account(),
                    row.model(),
                    row.untried(),
                    row.maxCoefficient(),
                    row.reserved(),
                    row.attempt() + 1,
                    row.deadline());
        }
    }

    /**
     * @return empty where nobody has a free slot now. Only the chosen worker's slots are tried: to wait for a second row
     *     while holding a first could be to wait for each other.
     */
    public Optional<Assignment> assign(Task task, Instant now) {
        Chooser.Choice choice =
                Chooser.choose(task.request(), board.of(task.candidates(), task.model(), now), task.maxCoefficient());
        return choice.chosen().flatMap(worker -> slots.take(worker.candidate().worker())
                .map(slot -> assignment(task, worker, slot, choice.reason(), now)));
    }

    /**
     * Whether one of the candidates could take the task, now or once it has a slot.
     *
     * @param silenceCounts false while nobody can have been heard for long enough
     */
    boolean anyoneLeft(Task task, boolean silenceCounts, Instant now) {
        return board.of(task.candidates(), task.model(), now).stream()
                .anyMatch(worker -> worker.coefficient() <= task.maxCoefficient()
                        && (worker.standing() == WorkerView.Standing.READY
                                || (worker.standing() == WorkerView.Standing.NOT_LIVE && !silenceCounts)));
    }

    private Assignment assignment(Task task, WorkerView worker, SlotMove slot, AssignmentReason reason, Instant now) {
        Candidate candidate = worker.candidate();
        Instant claimBy = now.plus(settings.requests().claimLease());
        return new Assignment(
                candidate.worker(),
                candidate.provider(),
                candidate.key(),
                task.attempt(),
                worker.coefficient(),
                slot,
                reason,
                logKey.signAssignment(task.request(), candidate.key(), task.attempt()),
                claimBy.isBefore(task.deadline()) ? claimBy : task.deadline(),
                relays.choose(task.request()),
                windows.window(new WindowBook.Asked(task.account(), candidate.provider(), task.maxCost()), now));
    }
}
