package network.cocoon.domain.inference;

import static network.cocoon.domain.kernel.Decision.accept;
import static network.cocoon.domain.kernel.Decision.alreadyDone;
import static network.cocoon.domain.kernel.Decision.reject;

import network.cocoon.domain.inference.InferenceCommand.Assign;
import network.cocoon.domain.inference.InferenceCommand.Cancel;
import network.cocoon.domain.inference.InferenceCommand.Complete;
import network.cocoon.domain.inference.InferenceCommand.Expire;
import network.cocoon.domain.inference.InferenceCommand.Fail;
import network.cocoon.domain.inference.InferenceCommand.RecordRefusedReport;
import network.cocoon.domain.inference.InferenceCommand.Submit;
import network.cocoon.domain.inference.InferenceState.Absent;
import network.cocoon.domain.inference.InferenceState.Assigned;
import network.cocoon.domain.inference.InferenceState.Closed;
import network.cocoon.domain.inference.InferenceState.Known;
import network.cocoon.domain.inference.InferenceState.Queued;
import network.cocoon.domain.kernel.Decider;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Digest;

/** One request, from the app's signed order to one bill or none. */
public final class InferenceDecider implements Decider<InferenceCommand, InferenceState, InferenceEvent> {

    private static final int MOST_REFUSED_REPORTS = 8;

    @Override
    public InferenceState initial() {
        return new Absent();
    }

    @Override
    public Decision<InferenceEvent> decide(InferenceCommand command, InferenceState state) {
        return switch (state) {
            case Absent _ ->
                switch (command) {
                    case Submit c -> submit(c);
                    case Assign _, Complete _, Fail _, Cancel _, Expire _, RecordRefusedReport _ ->
                        reject(InferenceRefusal.REQUEST_UNKNOWN, "no such request");
                };
            case Queued queued ->
                switch (command) {
                    case Submit c -> again(c, queued);
                    case Assign c -> assign(c, queued);
                    case Complete _ -> reject(InferenceRefusal.NOT_ASSIGNED, "nobody has this request yet");
                    case Fail c
                    when c.reporter() != null -> reject(InferenceRefusal.NOT_ASSIGNED, "nobody has this request yet");
                    case Fail c
                    when c.attempt() != 0 -> reject(InferenceRefusal.WRONG_ATTEMPT, "no attempt is running");
                    case Fail c -> accept(Endings.failed(c, queued));
                    case Cancel c when !c.account().equals(queued.order().account()) -> notYours();
                    case Cancel c -> accept(Endings.cancelled(c, queued));
                    case Expire c -> expire(c, queued);
                    case RecordRefusedReport c -> keep(c, queued);
                };
            case Assigned assigned ->
                switch (command) {
                    case Submit c -> again(c, assigned);
                    case Assign c when c.assignment().equals(assigned.assignment()) -> alreadyDone();
                    case Assign _ -> reject(InferenceRefusal.ALREADY_ASSIGNED, "another worker has this request");
                    case Complete c -> complete(c, assigned);
                    case Fail c
                    when c.reporter() != null
                            && !c.reporter().equals(assigned.assignment().worker()) ->
                        reject(InferenceRefusal.NOT_ASSIGNED_TO_WORKER, "another worker has this request");
                    case Fail c
                    when c.attempt() != assigned.assignment().attempt() ->
                        reject(
                                InferenceRefusal.WRONG_ATTEMPT,
                                "attempt " + assigned.assignment().attempt() + " is running");
                    case Fail c -> accept(Endings.failed(c, assigned));
                    case Cancel c when !c.account().equals(assigned.order().account()) -> notYours();
                    case Cancel c -> accept(Endings.cancelled(c, assigned));
                    case Expire c -> expire(c, assigned);
                    case RecordRefusedReport c -> keep(c, assigned);
                };
            case Closed closed -> closed(command, closed);
        };
    }

    private static Decision<InferenceEvent> closed(InferenceCommand command, Closed closed) {
        return switch (command) {
            case Submit c -> again(c, closed);
            case Complete c
            when c.worker().equals(closed.worker())
                    && Digest.sha256(c.receipt().toArray()).equals(closed.receipt()) -> alreadyDone();
            // A repeated report of one's own failure is answered like the first.
            case Fail c
            when closed.ending() == InferenceState.Ending.FAILED
                    && (c.reporter() == null || c.reporter().equals(closed.worker())) -> alreadyDone();
            case Cancel c when !c.account().equals(closed.order().account()) -> notYours();
            case Cancel _ when closed.ending() == InferenceState.Ending.CANCELLED -> alreadyDone();
            case Expire _ when closed.ending() == InferenceState.Ending.EXPIRED -> alreadyDone();
            case RecordRefusedReport c -> keep(c, closed);
            case Assign _, Complete _, Fail _, Cancel _, Expire _ ->
                reject(InferenceRefusal.REQUEST_CLOSED, "the request is closed: " + closed.ending());
        };
    }

    private static Decision<InferenceEvent> submit(Submit c) {
        var refusal = SubmitRules.refusal(c);
        if (refusal.isPresent()) {
            return new Decision.Rejected<>(refusal.get());
        }
        InferenceEvent.Requested requested = Orders.requested(c);
        Assignment assignment = c.assignment();
        if (assignment == null) {
            return accept(requested);
        }
        var unassignable =
                AssignRules.refusal(assignment, c.candidates(), c.headerFacts().maxCoefficient(), c.deadline(), c.at());
        return unassignable.isPresent()
                ? new Decision.Rejected<>(unassignable.get())
                : accept(requested, new InferenceEvent.Assigned(c.request(), assignment, c.at()));
    }

    private static Decision<InferenceEvent> again(Submit c, Known known) {
        InferenceEvent.Requested order = known.order();
        return c.account().equals(order.account())
                        && c.headerHash().equals(order.headerHash())
                        && c.ciphertextDigest().equals(order.ciphertextDigest())
                ? alreadyDone()
                : reject(InferenceRefusal.REQUEST_ID_REPLAYED, "this request id was used for other content");
    }

    private static Decision<InferenceEvent> assign(Assign c, Queued queued) {
        InferenceEvent.Requested order = queued.order();
        var refusal = AssignRules.refusal(
                c.assignment(), order.candidates(), order.maxCoefficient(), order.deadline(), c.at());
        return refusal.isPresent()
                ? new Decision.Rejected<>(refusal.get())
                : accept(new InferenceEvent.Assigned(c.request(), c.assignment(), c.at()));
    }

    private static Decision<InferenceEvent> complete(Complete c, Assigned assigned) {
        var refusal = ReceiptRules.refusal(c, assigned);
        return refusal.isPresent() ? new Decision.Rejected<>(refusal.get()) : accept(Endings.completed(c, assigned));
    }

    private static Decision<InferenceEvent> expire(Expire c, Known open) {
        return c.at().isBefore(open.order().deadline())
                ? reject(
                        InferenceRefusal.DEADLINE_NOT_REACHED,
                        "the deadline is " + open.order().deadline())
                : accept(Endings.expired(c, open));
    }

    private static Decision<InferenceEvent> keep(RecordRefusedReport c, Known known) {
        if (known.refusedReports().contains(c.reportDigest())) {
            return alreadyDone();
        }
        if (known.refusedReports().size() >= MOST_REFUSED_REPORTS || c.code().length() > 64) {
            return reject(InferenceRefusal.TOO_MANY_REFUSED_REPORTS, "enough evidence is kept of this request");
        }
        return accept(new InferenceEvent.ReportRefused(c.request(), c.reporter(), c.code(), c.reportDigest(), c.at()));
    }

    private static Decision<InferenceEvent> notYours() {
        return reject(InferenceRefusal.NOT_YOUR_REQUEST, "only the app that asked may cancel");
    }

    @Override
    public InferenceState evolve(InferenceState state, InferenceEvent event) {
        return InferenceFold.evolve(state, event);
    }
}
