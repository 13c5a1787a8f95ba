package network.cocoon.commands.scheduling;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.inference.AssignmentReason;
import network.cocoon.domain.inference.AssignmentReason.Considered;
import network.cocoon.domain.kernel.RequestId;

/**
 * The rule, a pure function: of the candidates that are ready, within the app's coefficient and have a free slot, the one
 * with the least expected wait, to which every recent failure adds some; between equals the one with the larger share of slots free, then the faster, then one
 * that the request's id picks, so that equals share the load.
 */
final class Chooser {

    static final String RULE = "least-expected-wait/v2";

    /** What a failure of just now adds to a worker's expected wait; it fades with the failure. */
    static final long MILLIS_A_FAULT = 5_000;

    private Chooser() {}

    /**
     * @param chosen empty where nobody can take it now
     * @param reason what was seen of each candidate
     */
    record Choice(Optional<WorkerView> chosen, AssignmentReason reason) {}

    static Choice choose(RequestId request, List<WorkerView> candidates, int maxCoefficient) {
        ExpectedWait wait = ExpectedWait.among(candidates);
        Optional<WorkerView> chosen = candidates.stream()
                .filter(worker -> obstacle(worker, maxCoefficient).isEmpty())
                .min(Comparator.<WorkerView>comparingLong(worker -> penalised(wait, worker))
                        .thenComparingLong(worker -> worker.running() * 1_000L / worker.slots())
                        .thenComparingLong(wait::averageMillis)
                        .thenComparingInt(worker -> spread(request, worker)));
        List<Considered> considered = candidates.stream()
                .map(worker -> new Considered(
                        worker.candidate().worker(),
                        worker.slots(),
                        worker.running(),
                        wait.averageMillis(worker),
                        wait.millis(worker),
                        obstacle(worker, maxCoefficient).orElse(verdict(worker, chosen.orElse(worker), wait))))
                .toList();
        return new Choice(chosen, new AssignmentReason(RULE, considered));
    }

    private static Optional<String> obstacle(WorkerView worker, int maxCoefficient) {
        if (worker.standing() != WorkerView.Standing.READY) {
            return Optional.of(worker.standing().verdict());
        }
        if (worker.coefficient() > maxCoefficient) {
            return Optional.of("too-dear");
        }
        return worker.running() >= worker.slots() ? Optional.of("full") : Optional.empty();
    }

    private static long penalised(ExpectedWait wait, WorkerView worker) {
        return wait.millis(worker) + worker.recentFaults() * MILLIS_A_FAULT / 1_000;
    }

    private static String verdict(WorkerView worker, WorkerView chosen, ExpectedWait wait) {
        if (worker.equals(chosen)) {
            return "chosen";
        }
        boolean onlyForItsFaults =
                wait.millis(worker) <= wait.millis(chosen) && penalised(wait, worker) > penalised(wait, chosen);
        return onlyForItsFaults ? "recent-faults" : "slower";
    }

    private static int spread(RequestId request, WorkerView worker) {
        return (request.value() + worker.candidate().worker().value()).hashCode();
    }
}
