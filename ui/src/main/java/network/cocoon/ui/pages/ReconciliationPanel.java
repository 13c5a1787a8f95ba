package network.cocoon.ui.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.time.Instant;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.ui.books.Books;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.Moment;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Ton;
import network.cocoon.ui.parts.Tone;
import network.cocoon.ui.security.ActionRefusedException;
import network.cocoon.wire.api.ReconciliationApi.LastRound;
import network.cocoon.wire.api.ReconciliationApi.ReconciliationStatus;
import org.jspecify.annotations.Nullable;

/** Whether the log, what apps signed and the chain agree: what is open, named and in words; green where nothing is. */
final class ReconciliationPanel extends Div {

    private static final int MOST = 50;
    private static final Duration FRESH = Duration.ofMinutes(15);

    private final Div state = new Div();
    private final Div list = new Div();
    private transient @Nullable Found shown;

    ReconciliationPanel() {
        state.addClassName("reconciled");
        list.addClassName("stack");
        add(new Panel("Log, vouchers and chain", state, list));
    }

    /**
     * One load.
     *
     * @param status  null where the operator API did not answer
     * @param problem why not, else empty
     * @param stale   whether the newest round is so old that it says nothing of now
     */
    record Found(@Nullable ReconciliationStatus status, String problem, boolean stale) {

        static Found ask(Books books, Instant now) {
            try {
                ReconciliationStatus status = books.reconciliation();
                LastRound last = status.last();
                return new Found(
                        status, "", last != null && last.at().plus(FRESH).isBefore(now));
            } catch (ActionRefusedException e) {
                return new Found(null, e.why(), false);
            }
        }
    }

    void show(Found found) {
        if (found.equals(shown)) {
            return;
        }
        shown = found;
        state.removeAll();
        list.removeAll();
        ReconciliationStatus status = found.status();
        if (status == null) {
            state.add(new Badge("Not known", Tone.WARN), Texts.faint(found.problem()));
            return;
        }
        LastRound last = status.last();
        if (found.stale()) {
            state.add(new Badge("Not compared lately", Tone.WARN));
        }
        if (!status.alarms().isEmpty()) {
            int count = status.alarms().size();
            state.add(new Badge(count == 1 ? "1 alarm" : Texts.number(count) + " alarms", Tone.BAD));
        } else if (last == null) {
            state.add(
                    new Badge("Not compared yet", Tone.QUIET),
                    Texts.faint("The first round follows when the settlement workers run."));
        } else if (last.unread() > 0) {
            state.add(new Badge("Not all could be compared", Tone.WARN));
        } else if (!found.stale()) {
            state.add(new Badge("All agree to the nanoton", Tone.GOOD));
        }
        if (last != null) {
            state.add(round(last));
        }
        status.alarms().stream().limit(MOST).map(d -> line(d, Tone.BAD)).forEach(list::add);
        status.explained().stream().limit(MOST).map(d -> line(d, Tone.BUSY)).forEach(list::add);
        int more = Math.max(0, status.alarms().size() - MOST)
                + Math.max(0, status.explained().size() - MOST);
        if (more > 0) {
            list.add(Texts.faint("and " + Texts.number(more) + " more"));
        }
    }

    private static Component round(LastRound last) {
        var words = Texts.faint(
                "Last round: " + Texts.number(last.escrows()) + (last.escrows() == 1 ? " escrow" : " escrows")
                        + " and the wallet, at block "
                        + Texts.number(last.seqno()) + ", ");
        words.add(Moment.ago(last.at()));
        if (last.unread() > 0) {
            words.add(new Span("; " + Texts.number(last.unread()) + " could not be looked at"));
        }
        return words;
    }

    private static Div line(Difference d, Tone tone) {
        var first = new Div(new Badge(Texts.word(d.name().name()), tone), since(d));
        first.addClassName("reconciled");
        var meaning = new Div(new Span(d.name().meaning()));
        meaning.addClassName("said");
        Div facts = Panel.facts();
        Panel.fact(facts, "The log has", new Ton(d.log()));
        Panel.fact(facts, "The chain has", new Ton(d.chain()));
        Panel.fact(facts, "Where", Texts.whole(d.subject()));
        if (d.lt() != 0) {
            Panel.fact(facts, "Transaction", "at logical time " + d.lt());
        }
        if (d.account() != null) {
            Panel.fact(facts, "Account", Texts.link(d.account().value(), "accounts"));
        }
        var line = new Div(first, meaning, facts);
        line.addClassName("difference");
        return line;
    }

    private static Span since(Difference d) {
        var since = Texts.faint("since ");
        since.add(Moment.of(d.since()));
        return since;
    }
}
