package network.cocoon.ui.story;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import network.cocoon.domain.worker.TrustClass;
import network.cocoon.projections.workers.AttestationRow;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.Moment;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Texts;

/** What stands behind a worker's key. */
public final class Attested {

    private Attested() {}

    /** All that the log says of an attestation. */
    public static Div of(AttestationRow row) {
        var facts = Panel.facts();
        Panel.fact(facts, "Root of trust", Badge.of(row.trust()));
        Panel.fact(facts, "Platform", Texts.whole(row.platform()));
        Panel.fact(facts, "TCB status", row.tcbStatus());
        Panel.fact(facts, "Measurement", Texts.whole(row.measurement()));
        Panel.fact(facts, "Model", Texts.whole(row.modelDigest()));
        Panel.fact(facts, "Image", Texts.whole(row.imageDigest()));
        Panel.fact(facts, "Evidence", Texts.link(row.evidenceDigest(), "attestations"));
        Panel.fact(facts, "Sealing key", Texts.whole(row.workerKey()));
        Panel.fact(facts, "Accepted", Moment.of(row.at()));
        Panel.fact(facts, "Valid until", Moment.of(row.validUntil()));
        if (row.trust() != TrustClass.SIMULATED) {
            return facts;
        }
        var stack = new Div(
                simulated("A software TEE vouched for this worker. It proves the path, not confidentiality."), facts);
        stack.addClassName("stack");
        return stack;
    }

    /** The warning where nothing is confidential. */
    public static Div simulated(String words) {
        var notice = new Div(Badge.of(TrustClass.SIMULATED), new Span(words));
        notice.addClassName("notice");
        return notice;
    }
}
