package network.cocoon.ui.story;

import com.vaadin.flow.component.html.Div;
import network.cocoon.domain.envelope.EnvelopeException;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Texts;
import network.cocoon.wire.cbor.HeadCodec;

/** How far an interrupted answer had come by the word of both sides: what its partial bill rests on. */
public final class LastHead {

    private LastHead() {}

    /** Of a partial bill. */
    public static Div of(PartialBill bill) {
        var facts = Panel.facts();
        try {
            Head head = HeadCodec.decode(bill.head());
            Panel.fact(facts, "Attempt", Integer.toString(head.attempt()));
            Panel.fact(facts, "Frames", Texts.number(head.sequence()));
            Panel.fact(facts, "Chain", Texts.whole(head.chain().hex()));
        } catch (EnvelopeException e) {
            // The server bills none such; the auditor says so of a log that has one.
            Panel.fact(facts, "Head", Texts.faint("cannot be read: " + e.code().name()));
        }
        Panel.fact(
                facts,
                "Signed by",
                "the worker with " + bill.headSignature().length() + " bytes and the app with "
                        + bill.acknowledgement().length() + ", both in the log");
        Panel.fact(
                facts,
                "Check it",
                Texts.faint("cocoon-audit replay recomputes this bill and verifies both signatures."));
        return facts;
    }
}
