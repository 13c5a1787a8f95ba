package network.cocoon.domain.inference;

import java.util.HashSet;
import java.util.Set;
import network.cocoon.domain.inference.InferenceState.Absent;
import network.cocoon.domain.inference.InferenceState.Assigned;
import network.cocoon.domain.inference.InferenceState.Closed;
import network.cocoon.domain.inference.InferenceState.Ending;
import network.cocoon.domain.inference.InferenceState.Known;
import network.cocoon.domain.inference.InferenceState.Queued;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.registry.Charge;
import org.jspecify.annotations.Nullable;

/** The request's fold. */
final class InferenceFold {

    private InferenceFold() {}

    static InferenceState evolve(InferenceState state, InferenceEvent event) {
        return switch (state) {
            // Nothing can precede an order, so nothing but it changes an absent request.
            case Absent absent -> event instanceof InferenceEvent.Requested e ? new Queued(e, Set.of()) : absent;
            case Known known -> evolve(known, event);
        };
    }

    private static InferenceState evolve(Known known, InferenceEvent event) {
        return switch (event) {
            case InferenceEvent.Requested e -> new Queued(e, Set.of());
            case InferenceEvent.Assigned e -> new Assigned(known.order(), e.assignment(), known.refusedReports());
            case InferenceEvent.Completed e ->
                new Closed(
                        known.order(),
                        Ending.COMPLETED,
                        e.charge(),
                        e.worker(),
                        e.attempt(),
                        Digest.sha256(e.receipt().toArray()),
                        known.refusedReports());
            case InferenceEvent.Failed e -> unpaid(known, Ending.FAILED, e.worker(), e.attempt());
            case InferenceEvent.Cancelled e -> unpaid(known, Ending.CANCELLED, e.worker(), e.attempt());
            case InferenceEvent.Expired e -> unpaid(known, Ending.EXPIRED, e.worker(), e.attempt());
            case InferenceEvent.ReportRefused e -> refused(known, e.reportDigest());
        };
    }

    private static Closed unpaid(Known known, Ending ending, @Nullable WorkerId worker, int attempt) {
        return new Closed(known.order(), ending, Charge.NOTHING, worker, attempt, null, known.refusedReports());
    }

    private static InferenceState refused(Known known, Digest report) {
        var reports = new HashSet<>(known.refusedReports());
        reports.add(report);
        return switch (known) {
            case Queued k -> new Queued(k.order(), reports);
            case Assigned k -> new Assigned(k.order(), k.assignment(), reports);
            case Closed k ->
                new Closed(k.order(), k.ending(), k.charge(), k.worker(), k.attempt(), k.receipt(), reports);
        };
    }
}
