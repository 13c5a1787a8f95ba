package network.cocoon.ui.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import network.cocoon.domain.inference.AssignmentReason.Considered;
import network.cocoon.domain.inference.InferenceEvent.Assigned;
import network.cocoon.ui.parts.Texts;

/** What the scheduler saw of each candidate when it chose. */
final class Reason {

    private Reason() {}

    static Div of(Assigned assigned) {
        var reason = assigned.assignment().reason();
        var table = new NativeTable();
        table.addClassName("bill");
        var head = new NativeTableRow();
        for (String title : new String[] {"Worker", "Running", "Average", "Expected wait", "Verdict"}) {
            head.add(new NativeTableHeaderCell(title));
        }
        table.add(head);
        for (Considered each : reason.considered()) {
            NativeTableRow row = row(
                    Texts.id(each.worker().value()),
                    new Span(each.running() + " of " + each.slots()),
                    new Span(Texts.millis(each.averageMillis())),
                    new Span(Texts.millis(each.expectedWaitMillis())),
                    new Span(each.verdict()));
            if (each.worker().equals(assigned.assignment().worker())) {
                row.addClassName("chosen");
            }
            table.add(row);
        }
        return new Div(
                table,
                Texts.faint("Rule " + reason.rule() + ", attempt "
                        + assigned.assignment().attempt()
                        + ". Only workers whose evidence the app itself had verified were candidates."));
    }

    private static NativeTableRow row(Component... cells) {
        var row = new NativeTableRow();
        for (Component cell : cells) {
            row.add(new NativeTableCell(cell));
        }
        return row;
    }
}
