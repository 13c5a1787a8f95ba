package network.cocoon.ui.pages;

import com.vaadin.flow.component.html.Div;
import network.cocoon.domain.worker.TrustClass;
import network.cocoon.projections.workers.AttestationRow;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Texts;

/** What stands behind a worker's key. */
final class Attested {

    private Attested() {}

    static Div of(AttestationRow row) {
        var facts = Panel.facts();
        Panel.fact(facts, "Root of trust", Badge.of(row.trust()));
        Panel.fact(facts, "Platform", Texts.whole(row.platform()));
        Panel.fact(facts, "TCB status", row.tcbStatus());
        Panel.fact(facts, "Measurement", Texts.whole(row.measurement()));
        Panel.fact(facts, "Model", Texts.whole(row.modelDigest()));
        Panel.fact(facts, "Image", Texts.whole(row.imageDigest()));
        Panel.fact(facts, "Evidence", Texts.whole(row.evidenceDigest()));
        Panel.fact(facts, "Sealing key", Texts.whole(row.workerKey()));
        Panel.fact(facts, "Accepted", Texts.time(row.at()));
        Panel.fact(facts, "Valid until", Texts.time(row.validUntil()));
        if (row.trust() != TrustClass.SIMULATED) {
            return facts;
        }
        var notice = new Div(
                Badge.of(row.trust()),
                Texts.faint("A software TEE vouched for this worker. It proves the path, not confidentiality."));
        notice.addClassName("notice");
        notice.getStyle().set("margin-bottom", "1rem");
        return new Div(notice, facts);
    }
}
