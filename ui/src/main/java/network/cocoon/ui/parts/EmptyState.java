package network.cocoon.ui.parts;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;

/** What to do where there is nothing to see yet. */
public final class EmptyState extends Div {

    public EmptyState(VaadinIcon icon, String title, String next) {
        addClassName("empty");
        var name = new Span(title);
        name.addClassName("title");
        var what = new Span(next);
        what.addClassName("faint");
        add(icon.create(), name, what);
    }
}
