package network.cocoon.ui.pages;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.data.renderer.LitRenderer;
import java.util.List;
import network.cocoon.projections.letters.DeadLetter;
import network.cocoon.projections.letters.DeadLetters;
import network.cocoon.ui.parts.Columns;
import network.cocoon.ui.parts.EmptyState;
import network.cocoon.ui.parts.LiveList;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.security.ActionRefusedException;
import network.cocoon.ui.security.Actions;

/** Events that the views could not take in: what went wrong, try again, give up. */
final class DeadLettersPanel {

    private final DeadLetters letters;
    private final Actions actions;
    private final Runnable changed;
    private final Grid<DeadLetter> grid = new Grid<>();
    private final LiveList<DeadLetter> rows = new LiveList<>(grid, DeadLetter::denseIndex);
    private final EmptyState none = new EmptyState(
            VaadinIcon.CHECK_CIRCLE_O,
            "No dead letters",
            "An event that a view cannot take in is set aside here with those of its stream behind it, and tried again.");
    private final Panel panel = Panel.of("Dead letters", grid);

    DeadLettersPanel(DeadLetters letters, Actions actions, Runnable changed) {
        this.letters = letters;
        this.actions = actions;
        this.changed = changed;
        var columns = Columns.sorted(grid);
        columns.text("Place", l -> "#" + Texts.number(l.denseIndex()));
        columns.text("Event", DeadLetter::name);
        Columns.from(700, columns.id("Stream", DeadLetter::aggregate));
        Columns.from(560, columns.text("What went wrong", DeadLetter::cause))
                .setAutoWidth(false)
                .setWidth("14rem")
                .setFlexGrow(4);
        Columns.from(620, columns.count("Tried", DeadLetter::attempts));
        Columns.from(840, columns.count("Waiting behind", DeadLetter::waiting));
        Columns.from(980, columns.ago("Next try", DeadLetter::nextTryAt));
        if (actions.offered()) {
            // Drawn by the browser, so that a row that is tried again meanwhile keeps the buttons under the pointer.
            grid.addColumn(LitRenderer.<DeadLetter>of("""
                            <vaadin-button theme="primary small" @click="${retry}">Retry</vaadin-button>
                            <vaadin-button theme="small" @click="${discard}">Discard</vaadin-button>""")
                            .withFunction("retry", this::retry)
                            .withFunction("discard", this::discard))
                    .setHeader("Decide")
                    .setWidth("12.5rem")
                    .setFlexGrow(0)
                    .setFrozenToEnd(true);
        }
        grid.getElement().setAttribute("aria-label", "Dead letters");
        panel.add(none);
    }

    Panel panel() {
        return panel;
    }

    void show(List<DeadLetter> all) {
        rows.show(all);
        grid.setVisible(!all.isEmpty());
        none.setVisible(all.isEmpty());
    }

    private void retry(DeadLetter letter) {
        OrderForms.tell(
                actions.run("dead-letter.retry", letter.aggregate() + " " + place(letter), () -> {
                    if (!letters.retry(letter.aggregate())) {
                        throw new ActionRefusedException(
                                "STILL_FAILS",
                                "It failed again, for the reason that is shown. Mend the cause, or discard the event if"
                                        + " the views can do without it.");
                    }
                }),
                "Event " + place(letter) + " was taken in");
        changed.run();
    }

    private void discard(DeadLetter letter) {
        OrderForms.confirm(
                "Discard event " + place(letter),
                "The views will never show " + letter.name() + " of " + Texts.brief(letter.aggregate())
                        + ". The log keeps it, and bills are not touched; a rebuild tries it again.",
                "Discard it",
                () -> actions.run("dead-letter.discard", letter.aggregate() + " " + place(letter), () -> {
                    if (!letters.discard(letter.denseIndex(), actions.whoAmI())) {
                        throw new ActionRefusedException(
                                "ALREADY_DECIDED", "Somebody else decided about this event: look again.");
                    }
                }));
    }

    private static String place(DeadLetter letter) {
        return "#" + letter.denseIndex();
    }
}
