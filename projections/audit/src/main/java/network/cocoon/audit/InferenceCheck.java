package network.cocoon.audit;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.account.CertifiedKey;
import network.cocoon.domain.envelope.AssignmentSignature;
import network.cocoon.domain.envelope.EnvelopeException;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.inference.InferenceCommand;
import network.cocoon.domain.inference.InferenceDecider;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.InferenceState;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.worker.AttestedKey;
import org.jspecify.annotations.Nullable;

/** Requests: authorised by the app, priced as agreed, billed once on a signed receipt, everything else given back. */
final class InferenceCheck {

    private final InferenceDecider decider = new InferenceDecider();
    private final Books books;
    private final AccountCheck accounts;
    private final SupplyCheck supply;
    private final SettlementCheck settlement;
    private final Bills bills;
    private final Set<Bytes> logKeys;
    private final Map<RequestId, InferenceState> open = new HashMap<>();
    private final Set<RequestId> closed = new HashSet<>();

    InferenceCheck(
            Books books,
            AccountCheck accounts,
            SupplyCheck supply,
            SettlementCheck settlement,
            Bills bills,
            Set<Bytes> logKeys) {
        this.books = books;
        this.accounts = accounts;
        this.supply = supply;
        this.settlement = settlement;
        this.bills = bills;
        this.logKeys = Set.copyOf(logKeys);
    }

    void check(InferenceEvent event, Place place) {
        Sequences.onItsStream(event, place);
        if (closed.contains(event.request())) {
            // Evidence may arrive late; nothing else may.
            place.require(
                    event instanceof InferenceEvent.ReportRefused,
                    "one ending a request",
                    "nothing after the ending",
                    event.getClass().getSimpleName());
            return;
        }
        InferenceState state = open.getOrDefault(event.request(), decider.initial());
        switch (event) {
            case InferenceEvent.Requested e -> requested(e, state, place);
            case InferenceEvent.Assigned e -> assigned(e, state, place);
            case InferenceEvent.Completed e -> completed(e, state, place);
            case InferenceEvent.Failed e -> {
                again(
                        new InferenceCommand.Fail(
                                e.request(),
                                null,
                                e.attempt(),
                                e.code(),
                                e.release().version(),
                                version(e.slot()),
                                e.at()),
                        state,
                        e,
                        place);
                released(state, e.release(), e.worker(), e.slot(), place);
            }
            case InferenceEvent.Cancelled e -> {
                again(
                        new InferenceCommand.Cancel(
                                e.request(), e.account(), e.release().version(), version(e.slot()), e.at()),
                        state,
                        e,
                        place);
                released(state, e.release(), e.worker(), e.slot(), place);
            }
            case InferenceEvent.Expired e -> {
                again(
                        new InferenceCommand.Expire(e.request(), e.release().version(), version(e.slot()), e.at()),
                        state,
                        e,
                        place);
                released(state, e.release(), e.worker(), e.slot(), place);
            }
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

    private void fold(InferenceState state, InferenceEvent event) {
        InferenceState next = decider.evolve(state, event);
        if (next instanceof InferenceState.Closed) {
            open.remove(event.request());
            closed.add(event.request());
        } else {
            open.put(event.request(), next);
        }
    }

    private void again(InferenceCommand command, InferenceState state, InferenceEvent event, Place place) {
        place.decided(decider.decide(command, state), event);
    }

    private void requested(InferenceEvent.Requested e, InferenceState state, Place place) {
        AccountState.Open account = accounts.admits(e, supply.family(e.model(), place), place);
        CertifiedKey key = account.clientKeys().get(e.clientKey());
        if (key == null) {
            throw place.wrong("client key", "a certified key", e.clientKey());
        }
        supply.priced(e.prices().digest(), place);
        for (Candidate candidate : e.candidates()) {
            supply.key(candidate.worker(), candidate.provider(), candidate.key(), place);
        }
        try {
            again(Submissions.again(e, key.publicKey()), state, e, place);
        } catch (EnvelopeException _) {
            throw place.wrong("header", "a canonical header", "bytes that are none");
        }
        LocalDate day = LocalDate.ofInstant(e.at(), ZoneOffset.UTC);
        place.require(e.day().day().equals(day), "day count", day, e.day().day());
        books.days().count(e.account(), e.day(), place);
        books.days().spend(e.clientKey(), day, e.maxCost(), key.spendPerDay(), place);
        books.lanes().add(e.account(), account.lanes(), e.reservation(), place);
        books.ledger()
                .post(
                        place,
                        new Ledger.Entry(
                                Ledger.free(e.account()), e.reservation().delta()),
                        new Ledger.Entry(
                                Ledger.reserved(e.account()), e.maxCost().value()));
        bills.requested(e.account());
    }

    private void assigned(InferenceEvent.Assigned e, InferenceState state, Place place) {
        Assignment a = e.assignment();
        again(new InferenceCommand.Assign(e.request(), a, e.at()), state, e, place);
        place.require(
                logKeys.stream()
                        .anyMatch(log ->
                                AssignmentSignature.verify(log, a.signature(), e.request(), a.key(), a.attempt())),
                "assignment signature",
                "the log key's, over request, key and attempt",
                "a signature of no known log key");
        AttestedKey key = supply.key(a.worker(), a.provider(), a.key(), place);
        place.require(key.isValidAt(e.at()), "worker key", "valid at " + e.at(), "until " + key.validUntil());
        supply.offered(a.worker(), order(state, place).model(), a.coefficient(), place);
        books.slots().move(a.worker(), a.slot(), place);
    }

    private void completed(InferenceEvent.Completed e, InferenceState state, Place place) {
        if (!(state instanceof InferenceState.Assigned assigned)) {
            throw place.wrong(
                    "completion", "an assigned request", state.getClass().getSimpleName());
        }
        Assignment a = assigned.assignment();
        AttestedKey key = supply.key(a.worker(), a.provider(), a.key(), place);
        place.require(key.acceptsReceiptAt(e.at()), "receipt", "logged by " + key.validUntil(), e.at());
        try {
            again(Submissions.completion(e, a, key, place), state, e, place);
        } catch (EnvelopeException _) {
            throw place.wrong("receipt", "a canonical receipt", "bytes that are none");
        }
        InferenceEvent.Requested order = assigned.order();
        books.lanes().add(order.account(), lanes(order, place), e.release(), place);
        books.slots().move(e.worker(), e.slot(), place);
        books.ledger()
                .post(
                        place,
                        new Ledger.Entry(
                                Ledger.reserved(order.account()),
                                -order.maxCost().value()),
                        new Ledger.Entry(
                                Ledger.free(order.account()), e.release().delta()),
                        new Ledger.Entry(
                                Ledger.earned(e.provider()), e.charge().reward().value()),
                        new Ledger.Entry(Ledger.FEES, e.charge().fee().value()));
        bills.completed(e);
        settlement.completed(e, place);
    }

    private void released(
            InferenceState state, LaneMove release, @Nullable WorkerId worker, @Nullable SlotMove slot, Place place) {
        InferenceEvent.Requested order = order(state, place);
        books.lanes().add(order.account(), lanes(order, place), release, place);
        if (worker != null && slot != null) {
            books.slots().move(worker, slot, place);
        }
        books.ledger()
                .post(
                        place,
                        new Ledger.Entry(
                                Ledger.reserved(order.account()),
                                -order.maxCost().value()),
                        new Ledger.Entry(Ledger.free(order.account()), release.delta()));
        bills.unpaid(order.account());
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
