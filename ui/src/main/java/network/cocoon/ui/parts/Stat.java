package network.cocoon.ui.parts;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** One large figure with its name and a line about it. */
public final class Stat extends Div {

    private final Span value = new Span();
    private final Span note = new Span();

    public Stat(String label) {
        addClassNames("panel", "stat");
        var name = new Span(label);
        name.addClassName("label");
        value.addClassName("big");
        note.addClassName("faint");
        add(name, value, note);
    }

    /** @param exact shown on hover */
    public void show(String text, String exact, String about) {
        value.setText(text);
        value.setTitle(exact.isEmpty() ? text : exact);
        note.setText(about);
    }
}
