package network.cocoon.ui.pages;

import java.util.List;
import java.util.function.Predicate;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.registry.Charge;
import network.cocoon.domain.registry.PriceRule;
import network.cocoon.projections.SampleEvent;
import network.cocoon.wire.cbor.HeadCodec;

/**
 * A history in which one answer, a second attempt, breaks off with its node instead of being completed.
 *
 * @param nanoton its partial bill
 * @param frames  that its last acknowledged head covers
 * @param chain   of that head
 */
record BrokenOff(List<SampleEvent> history, RequestId request, long nanoton, int frames, String chain) {

    private static final int FRAMES = 12;
    private static final TokenUsage USAGE = new TokenUsage(31, 0, 48, 0);
    private static final Digest CHAIN = Digest.sha256(new byte[] {12});

    BrokenOff {
        history = List.copyOf(history);
    }

    static BrokenOff in(List<SampleEvent> whole) {
        RequestId request =
                first(whole, InferenceEvent.AttemptFailed.class, _ -> true).request();
        var requested =
                first(whole, InferenceEvent.Requested.class, e -> e.request().equals(request));
        var assigned =
                first(whole, InferenceEvent.Assigned.class, e -> e.request().equals(request));
        PartialBill bill = bill(requested, assigned);
        List<SampleEvent> history = whole.stream()
                .map(it -> it.event() instanceof InferenceEvent.Completed completed
                                && completed.request().equals(request)
                        ? failed(it, completed, requested, assigned, bill)
                        : it)
                .toList();
        return new BrokenOff(history, request, bill.charge().cost().value(), FRAMES, CHAIN.hex());
    }

    private static <E> E first(List<SampleEvent> history, Class<E> type, Predicate<E> which) {
        return history.stream()
                .map(SampleEvent::event)
                .filter(type::isInstance)
                .map(type::cast)
                .filter(which)
                .findFirst()
                .orElseThrow();
    }

    private static PartialBill bill(InferenceEvent.Requested requested, InferenceEvent.Assigned assigned) {
        Charge charge =
                PriceRule.charge(requested.prices(), assigned.assignment().coefficient(), USAGE);
        return new PartialBill(
                assigned.assignment().provider(),
                HeadCodec.encode(new Head(requested.headerHash(), 2, FRAMES, USAGE, CHAIN)),
                Bytes.of(new byte[64]),
                Bytes.of(new byte[64]),
                USAGE,
                charge);
    }

    private static SampleEvent failed(
            SampleEvent instead,
            InferenceEvent.Completed completed,
            InferenceEvent.Requested requested,
            InferenceEvent.Assigned assigned,
            PartialBill bill) {
        return new SampleEvent(
                instead.stream(),
                instead.aggregate(),
                instead.sequence(),
                new InferenceEvent.Failed(
                        requested.request(),
                        requested.account(),
                        FailureCode.RELAY_LOST,
                        FailureCode.RELAY_LOST.fault(),
                        assigned.assignment().worker(),
                        2,
                        new LaneMove(
                                completed.release().lane(),
                                completed.release().version(),
                                requested.maxCost().minus(bill.charge().cost()).value()),
                        completed.slot(),
                        bill,
                        completed.at()),
                instead.at());
    }
}
