package network.cocoon.ui.pages;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import java.util.Optional;
import network.cocoon.projections.log.RebuildRow;
import network.cocoon.projections.rebuild.Rebuild;
import network.cocoon.ui.parts.Moment;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.security.Actions;
import org.jspecify.annotations.Nullable;

/** Reading all views anew from the log: how the last one went, and starting one. */
final class RebuildPanel {

    private final Span words = new Span();
    private final Div times = new Div();
    private final ProgressBar progress = new ProgressBar();
    private final Panel panel;
    private @Nullable RebuildRow shown;

    RebuildPanel(Rebuild rebuild, Actions actions, Runnable changed) {
        progress.setWidthFull();
        progress.getElement().setAttribute("aria-label", "Progress of the rebuild");
        panel = new Panel("Rebuild of the views", words, times, progress);
        times.addClassName("faint");
        if (actions.offered()) {
            var start = new Button(
                    "Rebuild the views",
                    _ -> OrderForms.confirm(
                            "Rebuild the views",
                            "Everything shown here is read again from the beginning of the log. Pages show less until it is"
                                    + " done; requests, bills and the log are not touched.",
                            "Rebuild",
                            () -> {
                                var outcome =
                                        actions.run("views.rebuild", "all", () -> rebuild.start(actions.whoAmI()));
                                changed.run();
                                return outcome;
                            }));
            start.addThemeVariants(ButtonVariant.LUMO_SMALL);
            start.setId("rebuild");
            panel.with(start);
        }
    }

    Panel panel() {
        return panel;
    }

    void show(Optional<RebuildRow> row) {
        RebuildRow last = row.orElse(null);
        if (last != null && last.equals(shown)) {
            return;
        }
        shown = last;
        times.removeAll();
        progress.setVisible(last != null && last.finishedAt() == null);
        if (last == null) {
            words.setText("The views have been read once, since the beginning of the log.");
            return;
        }
        words.setText(
                last.finishedAt() == null
                        ? Texts.number(last.position()) + " of " + Texts.number(last.target()) + " events read"
                        : "All " + Texts.number(last.target()) + " events were read again.");
        progress.setMax((double) Math.max(1, last.target()));
        progress.setValue((double) Math.min(last.position(), Math.max(1, last.target())));
        times.add(new Span("Started by " + last.askedBy() + " "), Moment.of(last.startedAt()));
        if (last.finishedAt() != null) {
            times.add(new Span(", finished "), Moment.of(last.finishedAt()));
        }
    }
}
