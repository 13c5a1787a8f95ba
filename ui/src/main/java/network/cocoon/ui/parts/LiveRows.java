package network.cocoon.ui.parts;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;

/**
 * Keeps a live list readable: at its top new rows come in by themselves; further down the list stays as it is, rows
 * change in place, and a button says how many are new.
 */
public final class LiveRows extends Div {

    private final Grid<?> grid;
    private final Runnable changed;
    private final Button newer = new Button(VaadinIcon.ARROW_UP.create());
    private boolean following = true;

    /** @param changed called when the reader leaves the top or comes back to it */
    public LiveRows(Grid<?> grid, Runnable changed) {
        this.grid = grid;
        this.changed = changed;
        addClassName("newer");
        newer.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_SMALL);
        newer.addClickListener(_ -> toTop());
        add(newer);
        setVisible(false);
        grid.addAttachListener(_ -> grid.getElement().executeJs("window.cocoon.watchTop(this)"));
        grid.getElement()
                .addEventListener("cocoon-top", event -> {
                    following = event.getEventData().path("event.detail.top").asBoolean(true);
                    changed.run();
                    grid.setClassName("away", !following);
                })
                .addEventData("event.detail.top");
    }

    /** Whether the newest rows are in view. */
    public boolean following() {
        return following;
    }

    /** How many came since the reader left the top. */
    public void show(long count) {
        setVisible(!following && count > 0);
        newer.setText(Texts.number(count) + " new");
    }

    /** Back to the newest. */
    public void toTop() {
        following = true;
        setVisible(false);
        changed.run();
        grid.scrollToStart();
    }
}
