package network.cocoon.ui.pages;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import network.cocoon.ui.books.Books;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.Moment;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Tone;
import network.cocoon.ui.security.ActionRefusedException;
import network.cocoon.wire.api.LogApi.AnchoredCheckpoint;
import network.cocoon.wire.api.LogApi.LogStatus;
import network.cocoon.wire.api.LogApi.SealedCheckpoint;
import org.jspecify.annotations.Nullable;

/** What the log comes to, and how much of it a chain can be asked about. */
final class CheckpointPanel extends Div {

    private final Div state = new Div();
    private final Div about = new Div();
    private transient @Nullable Found shown;

    CheckpointPanel() {
        state.addClassName("reconciled");
        about.addClassName("stack");
        add(new Panel("Checkpoints of the log", state, about));
    }

    /**
     * One load.
     *
     * @param status  null where the operator API did not answer
     * @param problem why not, else empty
     */
    record Found(@Nullable LogStatus status, String problem) {

        static Found ask(Books books) {
            try {
                return new Found(books.log(), "");
            } catch (ActionRefusedException e) {
                return new Found(null, e.why());
            }
        }
    }

    void show(Found found) {
        if (found.equals(shown)) {
            return;
        }
        shown = found;
        state.removeAll();
        about.removeAll();
        LogStatus status = found.status();
        if (status == null) {
            state.add(new Badge("Not known", Tone.WARN), Texts.faint(found.problem()));
            return;
        }
        SealedCheckpoint sealed = status.sealed();
        if (sealed == null) {
            state.add(
                    new Badge("Not sealed yet", Tone.QUIET),
                    Texts.faint("The first checkpoint follows the first events."));
            return;
        }
        AnchoredCheckpoint anchored = status.anchored();
        state.add(
                badge(sealed, anchored), Texts.faint(behind(status.events() - sealed.size(), "the newest checkpoint")));
        about.add(facts(sealed, anchored));
    }

    private static Badge badge(SealedCheckpoint sealed, @Nullable AnchoredCheckpoint anchored) {
        if (anchored == null) {
            return new Badge("Not on a chain", Tone.QUIET);
        }
        return anchored.size() == sealed.size()
                ? new Badge("On the chain", Tone.GOOD)
                : new Badge("On its way to the chain", Tone.BUSY);
    }

    private static String behind(long events, String what) {
        return events == 1 ? "1 event since " + what : Texts.number(events) + " events since " + what;
    }

    private static Div facts(SealedCheckpoint sealed, @Nullable AnchoredCheckpoint anchored) {
        Div facts = Panel.facts();
        var when = new Span(Texts.number(sealed.size()) + " events, ");
        when.add(Moment.ago(sealed.at()));
        Panel.fact(facts, "Newest checkpoint", when);
        Panel.fact(facts, "Root", Texts.whole(sealed.root().hex()));
        if (anchored != null) {
            var chain = new Span(Texts.number(anchored.size()) + " events, ");
            chain.add(Moment.ago(anchored.when()));
            long rest = sealed.size() - anchored.size();
            if (rest > 0) {
                chain.add(", " + Texts.number(rest) + " behind the newest");
            }
            Panel.fact(facts, "Newest on the chain", chain);
            Panel.fact(facts, "Transaction", Texts.whole(anchored.transaction().hex()));
            Panel.fact(facts, "Registry", Texts.whole(anchored.registry()));
        }
        return facts;
    }
}
