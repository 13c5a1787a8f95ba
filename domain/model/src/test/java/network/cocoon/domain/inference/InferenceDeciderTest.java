package network.cocoon.domain.inference;

import static network.cocoon.domain.inference.Ordering.APP;
import static network.cocoon.domain.inference.Ordering.DEADLINE;
import static network.cocoon.domain.inference.Ordering.KEY;
import static network.cocoon.domain.inference.Ordering.MAX_COST;
import static network.cocoon.domain.inference.Ordering.NOW;
import static network.cocoon.domain.inference.Ordering.OTHER;
import static network.cocoon.domain.inference.Ordering.OTHER_KEY;
import static network.cocoon.domain.inference.Ordering.RECEIPTS;
import static network.cocoon.domain.inference.Ordering.REQUEST;
import static network.cocoon.domain.inference.Ordering.STRANGER;
import static network.cocoon.domain.inference.Ordering.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import network.cocoon.domain.kernel.DeciderFixture;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.registry.Charge;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.domain.registry.PriceList;
import org.junit.jupiter.api.Test;

class InferenceDeciderTest {

    private final DeciderFixture<InferenceCommand, InferenceState, InferenceEvent> fresh =
            DeciderFixture.of(new InferenceDecider());
    private final DeciderFixture<InferenceCommand, InferenceState, InferenceEvent> queued =
            fresh.given(new Ordering().submit());
    private final DeciderFixture<InferenceCommand, InferenceState, InferenceEvent> assigned =
            queued.given(Ordering.assign());
    private final DeciderFixture<InferenceCommand, InferenceState, InferenceEvent> completed =
            assigned.given(Ordering.complete());

    private static InferenceCommand.Submit order(Consumer<Ordering> change) {
        Ordering ordering = new Ordering();
        change.accept(ordering);
        return ordering.submit();
    }

    @Test
    void acceptsAndAssignsInOneCommit() {
        var events = fresh.thenAccepted(order(o -> o.assignment = Ordering.assignment(WORKER, KEY, 1500)));

        assertThat(events).hasSize(2);
        assertThat(events.getLast())
                .isEqualTo(fresh.given(new Ordering().submit())
                        .thenAccepted(Ordering.assign())
                        .getFirst());
    }

    @Test
    void refusesOrdersThatAreNotWhatTheAppSigned() {
        fresh.thenRefused(order(o -> o.signer = RECEIPTS), InferenceRefusal.INVALID_CLIENT_SIGNATURE);
        fresh.thenRefused(order(o -> o.account = STRANGER), InferenceRefusal.HEADER_MISMATCH);
        fresh.thenRefused(order(o -> o.recipients = List.of(OTHER_KEY, KEY)), InferenceRefusal.RECIPIENTS_MISMATCH);
        fresh.thenRefused(
                order(o -> o.prices = new PriceList(Ordering.PRICES.model(), 2, Nanoton.of(20), Multipliers.EVEN, 5)),
                InferenceRefusal.PRICE_LIST_MISMATCH);
        fresh.thenRefused(order(o -> o.maxTokens = 1001), InferenceRefusal.COST_CEILING_TOO_LOW);
        fresh.thenRefused(order(o -> o.reserved = 1 - MAX_COST), InferenceRefusal.RESERVATION_MISMATCH);
        fresh.thenRefused(order(o -> o.notAfter = NOW), InferenceRefusal.REQUEST_TOO_LATE);
        fresh.thenRefused(order(o -> o.maxTokens = 0), InferenceRefusal.INVALID_REQUEST);
        fresh.thenRefused(
                order(o -> o.assignment = Ordering.assignment(WORKER, KEY, 2001)),
                InferenceRefusal.COEFFICIENT_TOO_HIGH);
    }

    @Test
    void aRepeatedOrderIsDoneAndAnotherUnderItsIdIsRefused() {
        for (var fixture : List.of(queued, assigned, completed)) {
            fixture.thenAlreadyDone(new Ordering().submit());
            fixture.thenRefused(
                    order(o -> o.ciphertext = Ordering.digest("other")), InferenceRefusal.REQUEST_ID_REPLAYED);
            fixture.thenRefused(order(o -> o.header = Ordering.bytes("other")), InferenceRefusal.REQUEST_ID_REPLAYED);
        }
    }

    @Test
    void assignsOnlyWhatTheAppChose() {
        queued.thenRefused(
                new InferenceCommand.Assign(REQUEST, Ordering.assignment(WORKER, OTHER_KEY, 1500), NOW),
                InferenceRefusal.NOT_A_CANDIDATE);
        queued.thenRefused(
                new InferenceCommand.Assign(REQUEST, Ordering.assignment(WORKER, KEY, 2001), NOW),
                InferenceRefusal.COEFFICIENT_TOO_HIGH);
        queued.thenRefused(
                new InferenceCommand.Assign(REQUEST, Ordering.assignment(WORKER, KEY, 1500), DEADLINE),
                InferenceRefusal.REQUEST_TOO_LATE);
        assigned.thenAlreadyDone(Ordering.assign());
        assigned.thenRefused(
                new InferenceCommand.Assign(REQUEST, Ordering.assignment(OTHER, OTHER_KEY, 1500), NOW),
                InferenceRefusal.ALREADY_ASSIGNED);
        completed.thenRefused(Ordering.assign(), InferenceRefusal.REQUEST_CLOSED);
    }

    @Test
    void billsWhatTheReceiptSaysAndGivesBackTheRest() {
        var event = (InferenceEvent.Completed)
                assigned.thenAccepted(Ordering.complete()).getFirst();

        assertThat(event.charge()).isEqualTo(new Charge(Nanoton.of(4500), Nanoton.of(4275), Nanoton.of(225)));
        assertThat(event.release()).isEqualTo(new LaneMove(1, 8, MAX_COST - 4500));
        assertThat(event.slot()).isEqualTo(new SlotMove(4, -1));
        completed.thenAlreadyDone(Ordering.complete());
    }

    @Test
    void refusesReportsThatAreForged() {
        TokenUsage usage = new TokenUsage(100, 0, 50, 0);
        queued.thenRefused(Ordering.complete(), InferenceRefusal.NOT_ASSIGNED);
        assigned.thenRefused(
                Ordering.complete(OTHER, 1, usage, 4500, 1500, RECEIPTS), InferenceRefusal.NOT_ASSIGNED_TO_WORKER);
        assigned.thenRefused(Ordering.complete(WORKER, 2, usage, 4500, 1500, RECEIPTS), InferenceRefusal.WRONG_ATTEMPT);
        assigned.thenRefused(Ordering.complete(WORKER, 1, usage, 4501, 1500, RECEIPTS), InferenceRefusal.COST_MISMATCH);
        assigned.thenRefused(
                Ordering.complete(WORKER, 1, usage, 6000, 2000, RECEIPTS), InferenceRefusal.RECEIPT_MISMATCH);
        assigned.thenRefused(
                Ordering.complete(WORKER, 1, new TokenUsage(1, 0, 1000, 0), 30_030, 1500, RECEIPTS),
                InferenceRefusal.TOO_MANY_TOKENS);
        assigned.thenRefused(
                Ordering.complete(WORKER, 1, usage, 4500, 1500, Ordering.CLIENT),
                InferenceRefusal.INVALID_RECEIPT_SIGNATURE);
        completed.thenRefused(
                Ordering.complete(WORKER, 1, new TokenUsage(1, 0, 0, 0), 30, 1500, RECEIPTS),
                InferenceRefusal.REQUEST_CLOSED);
        fresh.thenRefused(Ordering.complete(), InferenceRefusal.REQUEST_UNKNOWN);
    }

    @Test
    void failuresBillNothing() {
        var event = (InferenceEvent.Failed)
                assigned.thenAccepted(Ordering.fail(WORKER, 1)).getFirst();

        assertThat(event.release()).isEqualTo(new LaneMove(1, 8, MAX_COST));
        assertThat(event.slot()).isEqualTo(new SlotMove(4, -1));
        assigned.thenRefused(Ordering.fail(OTHER, 1), InferenceRefusal.NOT_ASSIGNED_TO_WORKER);
        assigned.thenRefused(Ordering.fail(WORKER, 2), InferenceRefusal.WRONG_ATTEMPT);
        queued.thenRefused(Ordering.fail(WORKER, 1), InferenceRefusal.NOT_ASSIGNED);
        var failed = assigned.given(Ordering.fail(WORKER, 1));
        failed.thenAlreadyDone(Ordering.fail(WORKER, 1));
        failed.thenRefused(Ordering.fail(OTHER, 1), InferenceRefusal.REQUEST_CLOSED);
        failed.thenRefused(Ordering.complete(), InferenceRefusal.REQUEST_CLOSED);
    }

    @Test
    void onlyItsAppCancels() {
        var event = (InferenceEvent.Cancelled)
                queued.thenAccepted(Ordering.cancel(APP)).getFirst();

        assertThat(event.slot()).isNull();
        assertThat(event.release().delta()).isEqualTo(MAX_COST);
        queued.thenRefused(Ordering.cancel(STRANGER), InferenceRefusal.NOT_YOUR_REQUEST);
        assigned.thenRefused(Ordering.cancel(STRANGER), InferenceRefusal.NOT_YOUR_REQUEST);
        queued.given(Ordering.cancel(APP)).thenAlreadyDone(Ordering.cancel(APP));
        completed.thenRefused(Ordering.cancel(APP), InferenceRefusal.REQUEST_CLOSED);
    }

    @Test
    void expiresAtItsDeadlineAndNotBefore() {
        Instant early = DEADLINE.minusMillis(1);
        queued.thenRefused(Ordering.expire(early), InferenceRefusal.DEADLINE_NOT_REACHED);
        assigned.thenRefused(Ordering.expire(early), InferenceRefusal.DEADLINE_NOT_REACHED);
        assigned.given(Ordering.expire(DEADLINE)).thenAlreadyDone(Ordering.expire(DEADLINE));
        completed.thenRefused(Ordering.expire(DEADLINE), InferenceRefusal.REQUEST_CLOSED);
    }

    @Test
    void keepsSomeRefusedReportsAsEvidence() {
        var fixture = completed;
        for (int i = 0; i < 8; i++) {
            fixture = fixture.given(refused(i));
        }
        fixture.thenAlreadyDone(refused(3));
        fixture.thenRefused(refused(8), InferenceRefusal.TOO_MANY_REFUSED_REPORTS);
        fixture.thenAlreadyDone(Ordering.complete());
    }

    private static InferenceCommand.RecordRefusedReport refused(int n) {
        return new InferenceCommand.RecordRefusedReport(
                REQUEST, OTHER, "NOT_ASSIGNED_TO_WORKER", Ordering.digest("report " + n), NOW);
    }

    /** Whatever is ordered in whatever order: one ending, and what was reserved is spent or given back, exactly. */
    @Property(tries = 300)
    void moneyIsConserved(@ForAll @Size(min = 1, max = 16) List<@IntRange(max = 14) Integer> orders) {
        List<InferenceCommand> commands = List.of(
                new Ordering().submit(),
                Ordering.assign(),
                Ordering.complete(),
                Ordering.fail(WORKER, 1),
                Ordering.fail(null, 0),
                Ordering.cancel(APP),
                Ordering.expire(DEADLINE),
                refused(1),
                new InferenceCommand.Fail(
                        REQUEST, null, 1, FailureCode.WORKER_LOST, Ordering.acknowledged(), 8, 4, NOW),
                new InferenceCommand.Expire(REQUEST, Ordering.acknowledged(), 8, 4, DEADLINE),
                Ordering.failAttempt(null, 1, FailureCode.WORKER_STALLED),
                new InferenceCommand.Assign(REQUEST, Ordering.assignment(OTHER, OTHER_KEY, 2, 1500), NOW),
                Ordering.failAttempt(OTHER, 2, FailureCode.WORKER_RESTARTED),
                Ordering.requireReseal(),
                Ordering.anew().reseal());
        InferenceDecider decider = new InferenceDecider();
        InferenceState state = decider.initial();
        List<InferenceEvent> log = new ArrayList<>();
        for (int order : orders) {
            if (decider.decide(commands.get(order), state) instanceof Decision.Accepted<InferenceEvent> accepted) {
                for (InferenceEvent event : accepted.events()) {
                    log.add(event);
                    state = decider.evolve(state, event);
                }
            }
        }
        long free = 0;
        long billed = 0;
        int slots = 0;
        int endings = 0;
        for (InferenceEvent event : log) {
            switch (event) {
                case InferenceEvent.Requested e -> free += e.reservation().delta();
                case InferenceEvent.Assigned _ -> slots++;
                case InferenceEvent.Completed e -> {
                    free += e.release().delta();
                    billed += e.charge().cost().value();
                    slots--;
                    endings++;
                }
                case InferenceEvent.Failed e -> {
                    free += e.release().delta();
                    billed += e.bill() == null ? 0 : e.bill().charge().cost().value();
                    slots -= e.slot() == null ? 0 : 1;
                    endings++;
                }
                case InferenceEvent.Cancelled e -> {
                    free += e.release().delta();
                    billed += e.bill() == null ? 0 : e.bill().charge().cost().value();
                    slots -= e.slot() == null ? 0 : 1;
                    endings++;
                }
                case InferenceEvent.Expired e -> {
                    free += e.release().delta();
                    billed += e.bill() == null ? 0 : e.bill().charge().cost().value();
                    slots -= e.slot() == null ? 0 : 1;
                    endings++;
                }
                case InferenceEvent.AttemptFailed e -> slots += e.slot().delta();
                case InferenceEvent.ResealRequired _, InferenceEvent.Resealed _, InferenceEvent.ReportRefused _ -> {}
            }
        }
        boolean open = state instanceof InferenceState.Queued
                || state instanceof InferenceState.Unsealed
                || state instanceof InferenceState.Assigned;
        assertThat(free + billed).isEqualTo(open ? -MAX_COST : 0);
        assertThat(slots).isEqualTo(state instanceof InferenceState.Assigned ? 1 : 0);
        assertThat(endings).isEqualTo(state instanceof InferenceState.Closed ? 1 : 0);
    }
}
