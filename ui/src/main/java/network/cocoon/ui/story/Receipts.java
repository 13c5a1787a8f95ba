package network.cocoon.ui.story;

import com.vaadin.flow.component.html.Div;
import network.cocoon.domain.inference.InferenceEvent.Completed;
import network.cocoon.ui.parts.Moment;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Texts;

/** What the worker signed. */
public final class Receipts {

    private Receipts() {}

    /** Of a completed request. */
    public static Div of(Completed done) {
        var facts = Panel.facts();
        Panel.fact(facts, "Signed by", Texts.link(done.worker().value(), "workers"));
        Panel.fact(
                facts,
                "Receipt",
                done.receipt().length() + " bytes, with an Ed25519 signature of "
                        + done.receiptSignature().length() + " bytes, both in the log");
        Panel.fact(facts, "First token", Moment.exact(done.firstTokenAt()));
        Panel.fact(facts, "Finished", Moment.exact(done.finishedAt()));
        Panel.fact(
                facts, "Check it", Texts.faint("cocoon-audit replay recomputes this bill and verifies the signature."));
        return facts;
    }
}
