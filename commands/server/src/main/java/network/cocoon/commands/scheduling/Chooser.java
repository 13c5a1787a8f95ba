package network.cocoon.commands.scheduling;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.inference.AssignmentReason;
import network.cocoon.domain.inference.AssignmentReason.Considered;
import network.cocoon.domain.kernel.RequestId;

/**
 * The rule, a pure function: of the candidates that are ready, within the app's coefficient and have a free slot, the one
 * with the least expected wait; between equals the one with the larger share of slots free, then the faster, then one
 * that the request's id picks, so that equals share the load.
 */
final class Chooser {

    static final String RULE = "least-expected-wait/v1";

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
                .min(Comparator.<WorkerView>comparingLong(wait::millis)
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
                        obstacle(worker, maxCoefficient)
                                .orElse(chosen.filter(worker::equals).isPresent() ? "chosen" : "slower")))
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

    private static int spread(RequestId request, WorkerView worker) {
        return (request.value() + worker.candidate().worker().value()).hashCode();
    }
}
