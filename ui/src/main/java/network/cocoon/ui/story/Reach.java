package network.cocoon.ui.story;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import network.cocoon.projections.registry.MeasurementRow;
import network.cocoon.projections.requests.Blast;
import network.cocoon.projections.requests.BlastRow;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.Moment;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Table;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Ton;

/** What software of one measurement could read: whom a revocation concerns. */
public final class Reach {

    private Reach() {}

    public static Div of(MeasurementRow measurement, Blast blast) {
        var facts = Panel.facts();
        Panel.fact(facts, "Measurement", Texts.whole(measurement.measurement()));
        Panel.fact(
                facts,
                "Served under it",
                new Span(Texts.number(blast.requests()) + " requests of " + Texts.number(blast.apps())
                        + (blast.apps() == 1 ? " app, " : " apps, ")),
                new Ton(blast.cost()));
        Panel.fact(
                facts,
                "All of them",
                Texts.faint("cocoon-audit blast --measurement " + measurement.measurement() + " --from EXPORT"));
        var details = new Div(facts);
        details.addClassNames("stack", "details");
        if (!blast.latest().isEmpty()) {
            details.add(table(blast));
        }
        return details;
    }

    private static Table table(Blast blast) {
        var table = new Table("Request", "App", "Worker", "Asked", "Ended", "State", "Owed");
        for (BlastRow row : blast.latest()) {
            table.row(
                    Texts.brief(row.request(), "requests"),
                    Texts.brief(row.account(), "accounts"),
                    Texts.brief(row.worker(), "workers"),
                    Moment.of(row.requestedAt()),
                    Moment.of(row.closedAt()),
                    row.served() ? Badge.of(row.state()) : Texts.faint("another answered"),
                    new Ton(row.cost()));
        }
        return table;
    }
}
