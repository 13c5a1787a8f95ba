package network.cocoon.ui.story;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import network.cocoon.projections.requests.AttemptRow;
import network.cocoon.projections.requests.RequestRow;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.Moment;
import network.cocoon.ui.parts.Table;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Tone;

/** To whom a request was given, first to last, and how each attempt ended. */
public final class Attempts {

    private Attempts() {}

    /** All attempts of one request. */
    public static Div of(RequestRow row, List<AttemptRow> attempts) {
        var table = new Table("Attempt", "Worker", "Ended", "Given", "Relayed by");
        for (AttemptRow attempt : attempts) {
            boolean last = attempt.equals(attempts.getLast());
            Badge end = attempt.code() != null
                    ? new Badge(Texts.word(attempt.code()), Tone.BAD)
                    : last ? Badge.of(row.state()) : new Badge("Given up", Tone.QUIET);
            if (attempt.fault() != null) {
                end.setTitle("fault: " + attempt.fault());
            }
            table.row(
                    new Span(Integer.toString(attempt.attempt())),
                    Texts.id(attempt.worker()),
                    end,
                    Moment.of(attempt.assignedAt()),
                    attempt.relay() == null ? Texts.faint("–") : Texts.id(attempt.relay()));
        }
        return table;
    }
}
