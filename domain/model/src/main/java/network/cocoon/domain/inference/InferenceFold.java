package network.cocoon.domain.inference;

import java.util.HashSet;
import java.util.Set;
import network.cocoon.domain.inference.InferenceState.Absent;
import network.cocoon.domain.inference.InferenceState.Assigned;
import network.cocoon.domain.inference.InferenceState.Closed;
import network.cocoon.domain.inference.InferenceState.Ending;
import network.cocoon.domain.inference.InferenceState.Known;
import network.cocoon.domain.inference.InferenceState.Queued;
import network.cocoon.domain.inference.InferenceState.Unsealed;
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
            case Absent absent -> event instanceof InferenceEvent.Requested e ? fresh(e) : absent;
            case Known known -> evolve(known, event);
        };
    }

    private static InferenceState evolve(Known known, InferenceEvent event) {
        return switch (event) {
            case InferenceEvent.Requested e -> fresh(e);
            case InferenceEvent.Assigned e ->
                new Assigned(
                        known.order(),
                        e.assignment(),
                        attempts(known).begun(e.assignment().attempt()),
                        known.refusedReports());
            case InferenceEvent.AttemptFailed e ->
                new Queued(known.order(), attempts(known).lost(e.key()), known.refusedReports());
            case InferenceEvent.ResealRequired _ ->
                new Unsealed(known.order(), attempts(known), known.refusedReports());
            case InferenceEvent.Resealed e ->
                new Queued(Orders.resealed(known.order(), e), attempts(known), known.refusedReports());
            case InferenceEvent.Completed e ->
                new Closed(
                        known.order(),
                        Ending.COMPLETED,
                        e.charge(),
                        e.worker(),
                        e.attempt(),
                        Digest.sha256(e.receipt().toArray()),
                        known.refusedReports());
            case InferenceEvent.Failed e -> brokenOff(known, Ending.FAILED, e.bill(), e.worker(), e.attempt());
            case InferenceEvent.Cancelled e -> brokenOff(known, Ending.CANCELLED, e.bill(), e.worker(), e.attempt());
            case InferenceEvent.Expired e -> brokenOff(known, Ending.EXPIRED, e.bill(), e.worker(), e.attempt());
            case InferenceEvent.ReportRefused e -> refused(known, e.reportDigest());
        };
    }

    private static Queued fresh(InferenceEvent.Requested order) {
        return new Queued(order, Attempts.NONE, Set.of());
    }

    private static Attempts attempts(Known known) {
        return switch (known) {
            case Queued k -> k.attempts();
            case Unsealed k -> k.attempts();
            case Assigned k -> k.attempts();
            // Over: nothing that needs them can follow.
            case Closed _ -> Attempts.NONE;
        };
    }

    private static Closed brokenOff(
            Known known, Ending ending, @Nullable PartialBill bill, @Nullable WorkerId worker, int attempt) {
        Charge charge = bill == null ? Charge.NOTHING : bill.charge();
        return new Closed(known.order(), ending, charge, worker, attempt, null, known.refusedReports());
    }

    private static InferenceState refused(Known known, Digest report) {
        var reports = new HashSet<>(known.refusedReports());
        reports.add(report);
        return switch (known) {
            case Queued k -> new Queued(k.order(), k.attempts(), reports);
            case Unsealed k -> new Unsealed(k.order(), k.attempts(), reports);
            case Assigned k -> new Assigned(k.order(), k.assignment(), k.attempts(), reports);
            case Closed k ->
                new Closed(k.order(), k.ending(), k.charge(), k.worker(), k.attempt(), k.receipt(), reports);
        };
    }
}
