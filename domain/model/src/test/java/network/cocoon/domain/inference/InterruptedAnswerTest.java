package network.cocoon.domain.inference;

import static network.cocoon.domain.inference.Ordering.APP;
import static network.cocoon.domain.inference.Ordering.CLIENT;
import static network.cocoon.domain.inference.Ordering.DEADLINE;
import static network.cocoon.domain.inference.Ordering.MAX_COST;
import static network.cocoon.domain.inference.Ordering.NOW;
import static network.cocoon.domain.inference.Ordering.OWNER;
import static network.cocoon.domain.inference.Ordering.RECEIPTS;
import static network.cocoon.domain.inference.Ordering.REQUEST;
import static network.cocoon.domain.inference.Ordering.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import network.cocoon.domain.envelope.HeaderHash;
import network.cocoon.domain.kernel.DeciderFixture;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.registry.Charge;
import org.junit.jupiter.api.Test;

/** An answer that breaks off is billed up to the highest head that the app acknowledged. */
class InterruptedAnswerTest {

    private static final Digest HEADER =
            HeaderHash.of(Ordering.bytes("header"), List.of(Ordering.KEY, Ordering.OTHER_KEY));
    private static final Charge CHARGE = new Charge(Nanoton.of(1200), Nanoton.of(1140), Nanoton.of(60));

    private final DeciderFixture<InferenceCommand, InferenceState, InferenceEvent> queued =
            DeciderFixture.of(new InferenceDecider()).given(new Ordering().submit());
    private final DeciderFixture<InferenceCommand, InferenceState, InferenceEvent> assigned =
            queued.given(Ordering.assign());

    private static InferenceCommand.Fail fail(AcknowledgedHead head) {
        return new InferenceCommand.Fail(REQUEST, null, 1, FailureCode.WORKER_LOST, head, 8, 4, NOW);
    }

    @Test
    void whateverEndsItTheAcknowledgedPartIsOwed() {
        var failed = (InferenceEvent.Failed)
                assigned.thenAccepted(fail(Ordering.acknowledged())).getFirst();
        var cancelled = (InferenceEvent.Cancelled)
                assigned.thenAccepted(new InferenceCommand.Cancel(REQUEST, APP, Ordering.acknowledged(), 8, 4, NOW))
                        .getFirst();
        var expired = (InferenceEvent.Expired)
                assigned.thenAccepted(new InferenceCommand.Expire(REQUEST, Ordering.acknowledged(), 8, 4, DEADLINE))
                        .getFirst();

        for (PartialBill bill : List.of(failed.bill(), cancelled.bill(), expired.bill())) {
            assertThat(bill.charge()).isEqualTo(CHARGE);
            assertThat(bill.provider()).isEqualTo(OWNER);
            assertThat(bill.usage().total()).isEqualTo(40);
        }
        assertThat(failed.release()).isEqualTo(new LaneMove(1, 8, MAX_COST - 1200));
        assertThat(cancelled.release()).isEqualTo(failed.release());
        assertThat(expired.release()).isEqualTo(failed.release());
        assertThat(((InferenceState.Closed)
                                assigned.given(fail(Ordering.acknowledged())).state())
                        .charge())
                .isEqualTo(CHARGE);
    }

    @Test
    void aHeadIsOnlyGoodForItsOwnAnswer() {
        assigned.thenRefused(
                fail(Ordering.acknowledged(Ordering.digest("other"), 1, 40, RECEIPTS, CLIENT)),
                InferenceRefusal.HEAD_MISMATCH);
        assigned.thenRefused(
                fail(Ordering.acknowledged(HEADER, 2, 40, RECEIPTS, CLIENT)), InferenceRefusal.HEAD_MISMATCH);
        assigned.thenRefused(
                fail(Ordering.acknowledged(HEADER, 1, 1001, RECEIPTS, CLIENT)), InferenceRefusal.TOO_MANY_TOKENS);
        queued.thenRefused(
                new InferenceCommand.Cancel(REQUEST, APP, Ordering.acknowledged(), 8, 4, NOW),
                InferenceRefusal.HEAD_MISMATCH);
    }

    @Test
    void bothSignaturesCount() {
        assigned.thenRefused(
                fail(Ordering.acknowledged(HEADER, 1, 40, CLIENT, CLIENT)), InferenceRefusal.INVALID_HEAD_SIGNATURE);
        assigned.thenRefused(
                fail(Ordering.acknowledged(HEADER, 1, 40, RECEIPTS, RECEIPTS)),
                InferenceRefusal.INVALID_ACKNOWLEDGEMENT);
        AcknowledgedHead good = Ordering.acknowledged();
        assigned.thenRefused(
                fail(new AcknowledgedHead(
                        good.head(),
                        good.facts(),
                        good.headSignature(),
                        good.acknowledgement(),
                        good.receiptKey(),
                        RECEIPTS.publicKey())),
                InferenceRefusal.INVALID_ACKNOWLEDGEMENT);
    }

    @Test
    void theFinalReceiptStandsAboveEveryHead() {
        assigned.given(Ordering.complete()).thenRefused(fail(Ordering.acknowledged()), InferenceRefusal.REQUEST_CLOSED);
        assigned.given(fail(Ordering.acknowledged())).thenRefused(Ordering.complete(), InferenceRefusal.REQUEST_CLOSED);
        assigned.given(fail(Ordering.acknowledged())).thenAlreadyDone(Ordering.fail(WORKER, 1));
    }
}
