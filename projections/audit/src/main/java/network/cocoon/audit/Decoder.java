package network.cocoon.audit;

import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.envelope.EnvelopeException;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.cbor.HeadCodec;
import network.cocoon.wire.cbor.HeaderCodec;
import network.cocoon.wire.cbor.ReceiptCodec;
import network.cocoon.wire.event.EventCodec;
import network.cocoon.wire.event.EventCodecException;
import org.jspecify.annotations.Nullable;

/** From stored bytes to events: all that depends on one event alone, so that several threads can do it. */
final class Decoder {

    private static final byte[] NONE = {};

    private final EventCodec codec = new EventCodec();

    List<Decoded> decode(LogPart part) {
        List<Decoded> decoded = new ArrayList<>();
        part.forEach((entry, leaf) -> decoded.add(decode(entry, leaf)));
        return decoded;
    }

    Decoded decode(LogEntry entry, Digest leaf) {
        // What was read is not kept: a chunk of events is smaller than its bytes and they together.
        LogEntry place = new LogEntry(
                entry.index(),
                entry.stream(),
                entry.aggregate(),
                entry.sequence(),
                entry.name(),
                entry.revision(),
                NONE);
        try {
            Object event = codec.decode(entry.name(), entry.revision(), entry.payload());
            return new Decoded(place, leaf, event, signed(event), null);
        } catch (EventCodecException e) {
            return new Decoded(place, leaf, null, null, entry.name() + " " + e.fault());
        } catch (ArithmeticException _) {
            return new Decoded(place, leaf, null, null, entry.name() + " with an amount out of range");
        }
    }

    private static @Nullable Object signed(Object event) {
        try {
            return switch (event) {
                case InferenceEvent.Requested e ->
                    HeaderCodec.decode(e.header()).header();
                case InferenceEvent.Resealed e -> HeaderCodec.decode(e.header()).header();
                case InferenceEvent.Completed e -> ReceiptCodec.decode(e.receipt());
                case InferenceEvent.Failed e -> head(e.bill());
                case InferenceEvent.Cancelled e -> head(e.bill());
                case InferenceEvent.Expired e -> head(e.bill());
                default -> null;
            };
        } catch (EnvelopeException _) {
            return null; // whoever needs it says so, at its place
        }
    }

    private static @Nullable Object head(@Nullable PartialBill bill) {
        return bill == null ? null : HeadCodec.decode(bill.head());
    }
}
