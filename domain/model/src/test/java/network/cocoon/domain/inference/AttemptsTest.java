package network.cocoon.domain.inference;

import static network.cocoon.domain.inference.Ordering.APP;
import static network.cocoon.domain.inference.Ordering.KEY;
import static network.cocoon.domain.inference.Ordering.MAX_COST;
import static network.cocoon.domain.inference.Ordering.NOW;
import static network.cocoon.domain.inference.Ordering.OTHER;
import static network.cocoon.domain.inference.Ordering.OTHER_KEY;
import static network.cocoon.domain.inference.Ordering.REQUEST;
import static network.cocoon.domain.inference.Ordering.THIRD;
import static network.cocoon.domain.inference.Ordering.THIRD_KEY;
import static network.cocoon.domain.inference.Ordering.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import network.cocoon.domain.kernel.DeciderFixture;
import network.cocoon.domain.kernel.SlotMove;
import org.junit.jupiter.api.Test;

/** A worker that never sends a frame costs the app some time and nothing else. */
class AttemptsTest {

    private final DeciderFixture<InferenceCommand, InferenceState, InferenceEvent> queued =
            DeciderFixture.of(new InferenceDecider()).given(new Ordering().submit());
    private final DeciderFixture<InferenceCommand, InferenceState, InferenceEvent> first =
            queued.given(Ordering.assign());
    private final DeciderFixture<InferenceCommand, InferenceState, InferenceEvent> again =
            first.given(Ordering.failAttempt(null, 1, FailureCode.WORKER_STALLED));
    private final DeciderFixture<InferenceCommand, InferenceState, InferenceEvent> second = again.given(assign(2));
    private final DeciderFixture<InferenceCommand, InferenceState, InferenceEvent> unsealed = second.given(
                    Ordering.failAttempt(OTHER, 2, FailureCode.WORKER_RESTARTED))
            .given(Ordering.requireReseal());

    private static InferenceCommand.Assign assign(int attempt) {
        return new InferenceCommand.Assign(REQUEST, Ordering.assignment(OTHER, OTHER_KEY, attempt, 1500), NOW);
    }

    private static InferenceCommand.Reseal reseal(Consumer<Ordering> change) {
        Ordering ordering = Ordering.anew();
        change.accept(ordering);
        return ordering.reseal();
    }

    @Test
    void anAttemptWithoutAFrameGivesItsSlotBackAndNothingElse() {
        var event = (InferenceEvent.AttemptFailed)
                first.thenAccepted(Ordering.failAttempt(WORKER, 1, FailureCode.WORKER_RESTARTED))
                        .getFirst();

        assertThat(event.slot()).isEqualTo(new SlotMove(4, -1));
        assertThat(event.key()).isEqualTo(KEY);
        again.thenAlreadyDone(Ordering.failAttempt(WORKER, 1, FailureCode.WORKER_RESTARTED));
        again.thenRefused(Ordering.complete(), InferenceRefusal.NOT_ASSIGNED);
        first.thenRefused(
                Ordering.failAttempt(OTHER, 1, FailureCode.WORKER_RESTARTED), InferenceRefusal.NOT_ASSIGNED_TO_WORKER);
        first.thenRefused(
                Ordering.failAttempt(WORKER, 2, FailureCode.WORKER_RESTARTED), InferenceRefusal.WRONG_ATTEMPT);
        queued.thenRefused(Ordering.failAttempt(null, 1, FailureCode.WORKER_LOST), InferenceRefusal.NOT_ASSIGNED);
    }

    @Test
    void whatTheAppDidEndsTheRequest() {
        first.thenRefused(
                Ordering.failAttempt(WORKER, 1, FailureCode.BAD_ENVELOPE), InferenceRefusal.ATTEMPT_IS_THE_LAST);
    }

    @Test
    void theNextAttemptIsAnotherWorkersAndHasTheNextNumber() {
        again.thenRefused(Ordering.assign(), InferenceRefusal.CANDIDATE_TRIED);
        again.thenRefused(assign(1), InferenceRefusal.WRONG_ATTEMPT);
        again.thenRefused(assign(3), InferenceRefusal.WRONG_ATTEMPT);
        assertThat(second.state()).isInstanceOf(InferenceState.Assigned.class);
        second.thenRefused(Ordering.complete(), InferenceRefusal.NOT_ASSIGNED_TO_WORKER);
    }

    @Test
    void withoutCandidatesTheAppSealsToOthersOnTheSameTerms() {
        unsealed.thenAlreadyDone(Ordering.requireReseal());
        unsealed.thenRefused(assign(3), InferenceRefusal.NOT_A_CANDIDATE);
        unsealed.thenRefused(
                reseal(o -> o.candidates = new Ordering().candidates), InferenceRefusal.RECIPIENTS_MISMATCH);
        unsealed.thenRefused(
                reseal(o -> {
                    o.candidates = new Ordering().candidates;
                    o.recipients = new Ordering().recipients;
                }),
                InferenceRefusal.CANDIDATE_TRIED);
        unsealed.thenRefused(reseal(o -> o.maxTokens = 999), InferenceRefusal.RESEAL_CHANGES_TERMS);
        unsealed.thenRefused(reseal(o -> o.maxCost = MAX_COST + 1), InferenceRefusal.RESEAL_CHANGES_TERMS);
        unsealed.thenRefused(
                reseal(o -> o.agreedPrices = Ordering.digest("others")), InferenceRefusal.RESEAL_CHANGES_TERMS);
        unsealed.thenRefused(reseal(o -> o.account = Ordering.STRANGER), InferenceRefusal.HEADER_MISMATCH);
        unsealed.thenRefused(reseal(o -> o.signer = Ordering.RECEIPTS), InferenceRefusal.INVALID_CLIENT_SIGNATURE);
        unsealed.thenRefused(reseal(o -> o.notAfter = NOW), InferenceRefusal.REQUEST_TOO_LATE);
        first.thenRefused(Ordering.anew().reseal(), InferenceRefusal.RESEAL_NOT_REQUIRED);

        var resealed = unsealed.given(Ordering.anew().reseal());
        resealed.thenAlreadyDone(Ordering.anew().reseal());
        var third = resealed.given(
                new InferenceCommand.Assign(REQUEST, Ordering.assignment(THIRD, THIRD_KEY, 3, 1500), NOW));
        var state = (InferenceState.Assigned) third.state();
        assertThat(state.order().headerHash())
                .isEqualTo(Ordering.anew().submit().headerHash());
        assertThat(state.order().reservation())
                .isEqualTo(new Ordering().submit().reservation());
    }

    @Test
    void resealsAndAssignsInOneCommit() {
        var events = unsealed.thenAccepted(reseal(o -> o.assignment = Ordering.assignment(THIRD, THIRD_KEY, 3, 1500)));

        assertThat(events).hasSize(2);
        unsealed.thenRefused(
                reseal(o -> o.assignment = Ordering.assignment(THIRD, THIRD_KEY, 1, 1500)),
                InferenceRefusal.WRONG_ATTEMPT);
    }

    @Test
    void whoeverWaitsMayStillLeave() {
        var cancelled = (InferenceEvent.Cancelled)
                unsealed.thenAccepted(Ordering.cancel(APP)).getFirst();

        assertThat(cancelled.release().delta()).isEqualTo(MAX_COST);
        assertThat(cancelled.slot()).isNull();
        assertThat(cancelled.attempt()).isEqualTo(2);
        unsealed.given(Ordering.expire(Ordering.DEADLINE))
                .thenRefused(Ordering.anew().reseal(), InferenceRefusal.REQUEST_CLOSED);
        unsealed.thenRefused(Ordering.fail(null, 0), InferenceRefusal.WRONG_ATTEMPT);
        unsealed.given(Ordering.fail(null, 2)).thenAlreadyDone(Ordering.fail(null, 2));
    }
}
