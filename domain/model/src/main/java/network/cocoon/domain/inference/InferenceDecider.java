package network.cocoon.domain.inference;

import static network.cocoon.domain.kernel.Decision.accept;
import static network.cocoon.domain.kernel.Decision.alreadyDone;
import static network.cocoon.domain.kernel.Decision.reject;

import java.util.Optional;
import java.util.function.Supplier;
import network.cocoon.domain.crypto.SignatureCheck;
import network.cocoon.domain.inference.InferenceCommand.Assign;
import network.cocoon.domain.inference.InferenceCommand.Cancel;
import network.cocoon.domain.inference.InferenceCommand.Complete;
import network.cocoon.domain.inference.InferenceCommand.Expire;
import network.cocoon.domain.inference.InferenceCommand.Fail;
import network.cocoon.domain.inference.InferenceCommand.FailAttempt;
import network.cocoon.domain.inference.InferenceCommand.RecordRefusedReport;
import network.cocoon.domain.inference.InferenceCommand.RequireReseal;
import network.cocoon.domain.inference.InferenceCommand.Reseal;
import network.cocoon.domain.inference.InferenceCommand.Submit;
import network.cocoon.domain.inference.InferenceState.Absent;
import network.cocoon.domain.inference.InferenceState.Assigned;
import network.cocoon.domain.inference.InferenceState.Closed;
import network.cocoon.domain.inference.InferenceState.Known;
import network.cocoon.domain.inference.InferenceState.Queued;
import network.cocoon.domain.inference.InferenceState.Unsealed;
import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Decider;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Rejection;
import network.cocoon.domain.kernel.WorkerId;
import org.jspecify.annotations.Nullable;

/** One request, from the app's signed order to one bill or none. */
public final class InferenceDecider implements Decider<InferenceCommand, InferenceState, InferenceEvent> {

    private static final int MOST_REFUSED_REPORTS = 8;

    private final SignatureCheck signatures;

    public InferenceDecider() {
        this(SignatureCheck.AT_ONCE);
    }

    /** For an auditor, who may have the signatures checked apart from the rest. */
    public InferenceDecider(SignatureCheck signatures) {
        this.signatures = signatures;
    }

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
                    case Assign _,
                            Complete _,
                            FailAttempt _,
                            RequireReseal _,
                            Reseal _,
                            Fail _,
                            Cancel _,
                            Expire _,
                            RecordRefusedReport _ -> reject(InferenceRefusal.REQUEST_UNKNOWN, "no such request");
                };
            case Queued queued ->
                switch (command) {
                    case Submit c -> again(c, queued);
                    case Assign c -> assign(c, queued);
                    case Complete _ -> nobodyHasIt();
                    case FailAttempt c -> failAgain(c, queued.attempts());
                    case RequireReseal c -> accept(new InferenceEvent.ResealRequired(c.request(), c.at()));
                    case Reseal c -> resealAgain(c, queued);
                    case Fail c -> failWaiting(c, queued, queued.attempts());
                    case Cancel c -> cancel(c, queued);
                    case Expire c -> expire(c, queued);
                    case RecordRefusedReport c -> keep(c, queued);
                };
            case Unsealed unsealed ->
                switch (command) {
                    case Submit c -> again(c, unsealed);
                    case Assign _ -> reject(InferenceRefusal.NOT_A_CANDIDATE, "the app must seal to others first");
                    case Complete _ -> nobodyHasIt();
                    case FailAttempt c -> failAgain(c, unsealed.attempts());
                    case RequireReseal _ -> alreadyDone();
                    case Reseal c -> reseal(c, unsealed);
                    case Fail c -> failWaiting(c, unsealed, unsealed.attempts());
                    case Cancel c -> cancel(c, unsealed);
                    case Expire c -> expire(c, unsealed);
                    case RecordRefusedReport c -> keep(c, unsealed);
                };
            case Assigned assigned ->
                switch (command) {
                    case Submit c -> again(c, assigned);
                    case Assign c when c.assignment().equals(assigned.assignment()) -> alreadyDone();
                    case Assign _ -> reject(InferenceRefusal.ALREADY_ASSIGNED, "another worker has this request");
                    case Complete c -> complete(c, assigned);
                    case FailAttempt c -> failAttempt(c, assigned);
                    case RequireReseal _ -> reject(InferenceRefusal.ALREADY_ASSIGNED, "a worker has this request");
                    case Reseal c -> resealAgain(c, assigned);
                    case Fail c -> failAssigned(c, assigned);
                    case Cancel c -> cancel(c, assigned);
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
            case Assign _, Complete _, FailAttempt _, RequireReseal _, Reseal _, Fail _, Cancel _, Expire _ ->
                reject(InferenceRefusal.REQUEST_CLOSED, "the request is closed: " + closed.ending());
        };
    }

    private Decision<InferenceEvent> submit(Submit c) {
        var refusal = SubmitRules.refusal(c, signatures);
        if (refusal.isPresent()) {
            return new Decision.Rejected<>(refusal.get());
        }
        InferenceEvent.Requested requested = Orders.requested(c);
        return withAssignment(requested, requested, Attempts.NONE, c.assignment(), c);
    }

    private Decision<InferenceEvent> reseal(Reseal c, Unsealed state) {
        var refusal = ResealRules.refusal(c, state, signatures);
        if (refusal.isPresent()) {
            return new Decision.Rejected<>(refusal.get());
        }
        InferenceEvent.Resealed resealed = Orders.resealed(c);
        return withAssignment(resealed, Orders.resealed(state.order(), resealed), state.attempts(), c.assignment(), c);
    }

    /** The app's word, and the assignment in the same commit where there is one. */
    private static Decision<InferenceEvent> withAssignment(
            InferenceEvent fact,
            InferenceEvent.Requested order,
            Attempts attempts,
            @Nullable Assignment assignment,
            InferenceCommand c) {
        if (assignment == null) {
            return accept(fact);
        }
        var unassignable = AssignRules.refusal(assignment, order, attempts, c.at());
        return unassignable.isPresent()
                ? new Decision.Rejected<>(unassignable.get())
                : accept(fact, new InferenceEvent.Assigned(c.request(), assignment, c.at()));
    }

    private static Decision<InferenceEvent> again(Submit c, Known known) {
        InferenceEvent.Requested order = known.order();
        return c.account().equals(order.account())
                        && c.headerHash().equals(order.headerHash())
                        && c.ciphertextDigest().equals(order.ciphertextDigest())
                ? alreadyDone()
                : reject(InferenceRefusal.REQUEST_ID_REPLAYED, "this request id was used for other content");
    }

    private static Decision<InferenceEvent> resealAgain(Reseal c, Known known) {
        InferenceEvent.Requested order = known.order();
        return c.account().equals(order.account())
                        && c.headerHash().equals(order.headerHash())
                        && c.ciphertextDigest().equals(order.ciphertextDigest())
                ? alreadyDone()
                : reject(InferenceRefusal.RESEAL_NOT_REQUIRED, "the wraps that stand can still be used");
    }

    private static Decision<InferenceEvent> assign(Assign c, Queued queued) {
        var refusal = AssignRules.refusal(c.assignment(), queued.order(), queued.attempts(), c.at());
        return refusal.isPresent()
                ? new Decision.Rejected<>(refusal.get())
                : accept(new InferenceEvent.Assigned(c.request(), c.assignment(), c.at()));
    }

    private Decision<InferenceEvent> complete(Complete c, Assigned assigned) {
        var refusal = ReceiptRules.refusal(c, assigned, signatures);
        return refusal.isPresent() ? new Decision.Rejected<>(refusal.get()) : accept(Endings.completed(c, assigned));
    }

    private static Decision<InferenceEvent> failAttempt(FailAttempt c, Assigned assigned) {
        Optional<Rejection> stranger = reporterRefusal(c.reporter(), c.attempt(), assigned);
        if (stranger.isPresent()) {
            return new Decision.Rejected<>(stranger.get());
        }
        return c.code().fault() == Actor.USER || c.attempt() >= Attempts.MOST
                ? reject(InferenceRefusal.ATTEMPT_IS_THE_LAST, "no other worker would do better, or enough have tried")
                : accept(Endings.attemptFailed(c, assigned));
    }

    /** A repeated report of an attempt that is over is answered like the first. */
    private static Decision<InferenceEvent> failAgain(FailAttempt c, Attempts attempts) {
        return c.attempt() >= 1 && c.attempt() <= attempts.last() ? alreadyDone() : nobodyHasIt();
    }

    private Decision<InferenceEvent> failWaiting(Fail c, Known waiting, Attempts attempts) {
        if (c.reporter() != null) {
            return nobodyHasIt();
        }
        return c.attempt() == attempts.last()
                ? broken(c.acknowledged(), waiting, () -> Endings.failed(c, waiting))
                : reject(InferenceRefusal.WRONG_ATTEMPT, "no attempt is running");
    }

    private Decision<InferenceEvent> failAssigned(Fail c, Assigned assigned) {
        Optional<Rejection> stranger = reporterRefusal(c.reporter(), c.attempt(), assigned);
        return stranger.isPresent()
                ? new Decision.Rejected<>(stranger.get())
                : broken(c.acknowledged(), assigned, () -> Endings.failed(c, assigned));
    }

    private static Optional<Rejection> reporterRefusal(@Nullable WorkerId reporter, int attempt, Assigned assigned) {
        Assignment running = assigned.assignment();
        if (reporter != null && !reporter.equals(running.worker())) {
            return Optional.of(
                    new Rejection(InferenceRefusal.NOT_ASSIGNED_TO_WORKER, "another worker has this request"));
        }
        return attempt == running.attempt()
                ? Optional.empty()
                : Optional.of(
                        new Rejection(InferenceRefusal.WRONG_ATTEMPT, "attempt " + running.attempt() + " is running"));
    }

    private Decision<InferenceEvent> cancel(Cancel c, Known open) {
        return c.account().equals(open.order().account())
                ? broken(c.acknowledged(), open, () -> Endings.cancelled(c, open))
                : notYours();
    }

    private Decision<InferenceEvent> expire(Expire c, Known open) {
        return c.at().isBefore(open.order().deadline())
                ? reject(
                        InferenceRefusal.DEADLINE_NOT_REACHED,
                        "the deadline is " + open.order().deadline())
                : broken(c.acknowledged(), open, () -> Endings.expired(c, open));
    }

    /** An ending is only as good as the head that it bills. */
    private Decision<InferenceEvent> broken(
            @Nullable AcknowledgedHead acknowledged, Known open, Supplier<InferenceEvent> ending) {
        Optional<Rejection> refusal =
                acknowledged == null ? Optional.empty() : HeadRules.refusal(acknowledged, open, signatures);
        return refusal.isPresent() ? new Decision.Rejected<>(refusal.get()) : accept(ending.get());
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

    private static Decision<InferenceEvent> nobodyHasIt() {
        return reject(InferenceRefusal.NOT_ASSIGNED, "nobody has this request now");
    }

    private static Decision<InferenceEvent> notYours() {
        return reject(InferenceRefusal.NOT_YOUR_REQUEST, "only the app that asked may cancel");
    }

    @Override
    public InferenceState evolve(InferenceState state, InferenceEvent event) {
        return InferenceFold.evolve(state, event);
    }
}
