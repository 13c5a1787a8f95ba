package network.cocoon.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.account.CertifiedKey;
import network.cocoon.domain.inference.AcknowledgedHead;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.inference.InferenceCommand;
import network.cocoon.domain.inference.InferenceDecider;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.InferenceState;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.worker.AttestedKey;
import org.jspecify.annotations.Nullable;

/**
 * Requests: authorised by the app, priced as agreed, billed once on a signed receipt or on the highest head that the app
 * acknowledged, everything else given back.
 */
final class InferenceCheck {

    private final InferenceDecider decider;
    private final RequestBook requests;
    private final Books books;
    private final AccountCheck accounts;
    private final SupplyCheck supply;
    private final AssignmentCheck assignments;
    private final Billing billing;
    private final Map<RequestId, InferenceState> open = new HashMap<>();

    InferenceCheck(
            RequestBook requests,
            Books books,
            AccountCheck accounts,
            SupplyCheck supply,
            AssignmentCheck assignments,
            Billing billing,
            SignatureBook signatures) {
        this.decider = new InferenceDecider(signatures);
        this.requests = requests;
        this.books = books;
        this.accounts = accounts;
        this.supply = supply;
        this.assignments = assignments;
        this.billing = billing;
    }

    /** @param signed the header, receipt or head in the event; null where there is none or its bytes are none */
    void check(InferenceEvent event, @Nullable Object signed, Place place) {
        Sequences.onItsStream(event, place);
        InferenceState state = open.get(event.request());
        if (state == null) {
            if (requests.isClosed(event.request().value())) {
                afterTheEnd(event, place);
                return;
            }
            state = decider.initial();
        }
        switch (event) {
            case InferenceEvent.Requested e -> requested(e, signed, state, place);
            case InferenceEvent.Assigned e -> assigned(e, state, place);
            case InferenceEvent.AttemptFailed e -> attemptFailed(e, state, place);
            case InferenceEvent.ResealRequired e ->
                again(new InferenceCommand.RequireReseal(e.request(), e.at()), state, e, place);
            case InferenceEvent.Resealed e -> resealed(e, signed, state, place);
            case InferenceEvent.Completed e -> completed(e, signed, state, place);
            case InferenceEvent.Failed e -> failed(e, signed, state, place);
            case InferenceEvent.Cancelled e -> cancelled(e, signed, state, place);
            case InferenceEvent.Expired e -> expired(e, signed, state, place);
            case InferenceEvent.ReportRefused e ->
                again(
                        new InferenceCommand.RecordRefusedReport(
                                e.request(), e.reporter(), e.code(), e.reportDigest(), e.at()),
                        state,
                        e,
                        place);
        }
        fold(state, event);
    }

    /** Evidence may arrive late; nothing else may. */
    private static void afterTheEnd(InferenceEvent event, Place place) {
        if (!(event instanceof InferenceEvent.ReportRefused)) {
            throw place.wrong(
                    "one ending a request",
                    "nothing after the ending",
                    event.getClass().getSimpleName());
        }
    }

    private void fold(InferenceState state, InferenceEvent event) {
        InferenceState next = decider.evolve(state, event);
        if (next instanceof InferenceState.Closed) {
            open.remove(event.request());
            requests.close(event.request().value());
        } else {
            open.put(event.request(), next);
        }
    }

    private void again(InferenceCommand command, InferenceState state, InferenceEvent event, Place place) {
        place.decided(decider.decide(command, state), event);
    }

    private void requested(InferenceEvent.Requested e, @Nullable Object signed, InferenceState state, Place place) {
        AccountState.Open account = accounts.admits(e, supply.family(e.model(), place), place);
        CertifiedKey key = account.clientKeys().get(e.clientKey());
        if (key == null) {
            throw place.wrong("client key", "a certified key", e.clientKey());
        }
        supply.priced(e.prices(), place);
        for (Candidate candidate : e.candidates()) {
            supply.key(candidate.worker(), candidate.provider(), candidate.key(), place);
        }
        again(Submissions.again(e, signed, key.publicKey(), place), state, e, place);
        LocalDate day = LocalDate.ofInstant(e.at(), ZoneOffset.UTC);
        if (!e.day().day().equals(day)) {
            throw place.wrong("day count", day, e.day().day());
        }
        books.days().count(e.account(), e.day(), place);
        books.days().spend(e.clientKey(), day, e.maxCost(), key.spendPerDay(), place);
        billing.reserved(e, account.lanes(), place);
    }

    private void resealed(InferenceEvent.Resealed e, @Nullable Object signed, InferenceState state, Place place) {
        InferenceEvent.Requested order = order(state, place);
        for (Candidate candidate : e.candidates()) {
            supply.key(candidate.worker(), candidate.provider(), candidate.key(), place);
        }
        again(Submissions.again(e, signed, order.account(), clientKey(order, place), place), state, e, place);
    }

    private void assigned(InferenceEvent.Assigned e, InferenceState state, Place place) {
        assignments.alone(e, state, place);
        again(new InferenceCommand.Assign(e.request(), e.assignment(), e.at()), state, e, place);
        assignments.check(e, order(state, place), place);
        books.slots().move(e.assignment().worker(), e.assignment().slot(), place);
    }

    private void attemptFailed(InferenceEvent.AttemptFailed e, InferenceState state, Place place) {
        again(
                new InferenceCommand.FailAttempt(
                        e.request(), null, e.attempt(), e.code(), e.slot().version(), e.at()),
                state,
                e,
                place);
        books.slots().move(e.worker(), e.slot(), place);
    }

    private void completed(InferenceEvent.Completed e, @Nullable Object signed, InferenceState state, Place place) {
        if (!(state instanceof InferenceState.Assigned assigned)) {
            throw place.wrong(
                    "completion", "an assigned request", state.getClass().getSimpleName());
        }
        Assignment a = assigned.assignment();
        AttestedKey key = supply.key(a.worker(), a.provider(), a.key(), place);
        if (!key.acceptsReceiptAt(e.at())) {
            throw place.wrong("receipt", "logged by " + key.validUntil(), e.at());
        }
        var receipt = Submissions.receipt(signed, place);
        assignments.echoed(receipt, a, place);
        again(Submissions.completion(e, receipt, a, key, place), state, e, place);
        books.slots().move(e.worker(), e.slot(), place);
        billing.completed(e, assigned.order(), lanes(assigned.order(), place), place);
    }

    private void failed(InferenceEvent.Failed e, @Nullable Object signed, InferenceState state, Place place) {
        again(
                new InferenceCommand.Fail(
                        e.request(),
                        null,
                        e.attempt(),
                        e.code(),
                        acknowledged(e.bill(), signed, state, e.at(), place),
                        e.release().version(),
                        version(e.slot()),
                        e.at()),
                state,
                e,
                place);
        released(state, e.release(), e.worker(), e.slot(), e.bill(), e.at(), place);
    }

    private void cancelled(InferenceEvent.Cancelled e, @Nullable Object signed, InferenceState state, Place place) {
        again(
                new InferenceCommand.Cancel(
                        e.request(),
                        e.account(),
                        acknowledged(e.bill(), signed, state, e.at(), place),
                        e.release().version(),
                        version(e.slot()),
                        e.at()),
                state,
                e,
                place);
        released(state, e.release(), e.worker(), e.slot(), e.bill(), e.at(), place);
    }

    private void expired(InferenceEvent.Expired e, @Nullable Object signed, InferenceState state, Place place) {
        again(
                new InferenceCommand.Expire(
                        e.request(),
                        acknowledged(e.bill(), signed, state, e.at(), place),
                        e.release().version(),
                        version(e.slot()),
                        e.at()),
                state,
                e,
                place);
        released(state, e.release(), e.worker(), e.slot(), e.bill(), e.at(), place);
    }

    /** The head behind a bill, with the keys that must have signed it; null without a bill. */
    private @Nullable AcknowledgedHead acknowledged(
            @Nullable PartialBill bill, @Nullable Object signed, InferenceState state, Instant at, Place place) {
        if (bill == null) {
            return null;
        }
        if (!(state instanceof InferenceState.Assigned assigned)) {
            throw place.wrong(
                    "partial bill", "an assigned request", state.getClass().getSimpleName());
        }
        Assignment a = assigned.assignment();
        AttestedKey key = supply.key(a.worker(), a.provider(), a.key(), place);
        return Submissions.acknowledged(bill, signed, key, clientKey(assigned.order(), place), at, place);
    }

    private void released(
            InferenceState state,
            LaneMove release,
            @Nullable WorkerId worker,
            @Nullable SlotMove slot,
            @Nullable PartialBill bill,
            Instant at,
            Place place) {
        if (worker != null && slot != null) {
            books.slots().move(worker, slot, place);
        }
        InferenceEvent.Requested order = order(state, place);
        billing.released(order, lanes(order, place), release, bill, at, place);
    }

    private Bytes clientKey(InferenceEvent.Requested order, Place place) {
        AccountState.Open account = AccountCheck.open(accounts.state(order.account()), place);
        CertifiedKey key = account.clientKeys().get(order.clientKey());
        if (key == null) {
            throw place.wrong("client key", "a certified key", order.clientKey());
        }
        return key.publicKey();
    }

    private int lanes(InferenceEvent.Requested order, Place place) {
        return AccountCheck.open(accounts.state(order.account()), place).lanes();
    }

    private static InferenceEvent.Requested order(InferenceState state, Place place) {
        return switch (state) {
            case InferenceState.Absent _ -> throw place.wrong("order", "a request that was made", "none");
            case InferenceState.Known known -> known.order();
        };
    }

    private static long version(@Nullable SlotMove slot) {
        return slot == null ? 1 : slot.version();
    }

    int openRequests() {
        return open.size();
    }
}
