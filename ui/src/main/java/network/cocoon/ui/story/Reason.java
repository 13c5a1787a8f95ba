package network.cocoon.ui.story;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import network.cocoon.domain.inference.AssignmentReason.Considered;
import network.cocoon.domain.inference.InferenceEvent.Assigned;
import network.cocoon.ui.parts.Table;
import network.cocoon.ui.parts.Texts;

/** What the scheduler saw of each candidate when it chose. */
public final class Reason {

    private Reason() {}

    /** The last assignment's. */
    public static Div of(Assigned assigned) {
        var reason = assigned.assignment().reason();
        var table = new Table("Worker", "Running", "Average", "Expected wait", "Verdict");
        for (Considered each : reason.considered()) {
            NativeTableRow row = table.row(
                    Texts.id(each.worker().value()),
                    new Span(each.running() + " of " + each.slots()),
                    new Span(Texts.millis(each.averageMillis())),
                    new Span(Texts.millis(each.expectedWaitMillis())),
                    new Span(each.verdict()));
            if (each.worker().equals(assigned.assignment().worker())) {
                row.addClassName("chosen");
            }
        }
        Span note = Texts.faint("Rule " + reason.rule() + ", attempt "
                + assigned.assignment().attempt()
                + ". Only workers whose evidence the app itself had verified were candidates.");
        note.addClassName("note");
        return new Div(table, note);
    }
}
