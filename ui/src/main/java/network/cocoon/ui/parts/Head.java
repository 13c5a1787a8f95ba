package network.cocoon.ui.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouterLink;

/** A page's first line: what it is, a word about it, and what can be done. */
public final class Head extends Div {

    private final Span about = new Span();

    public Head(String title) {
        addClassName("head");
        about.addClassName("live");
        about.getElement().setAttribute("aria-live", "off");
        add(new H1(title), about);
    }

    /** A word that changes with the data. */
    public void about(String text) {
        about(text, Tone.GOOD);
    }

    /** A word that changes with the data, and how good the news is. */
    public void about(String text, Tone tone) {
        about.setText(text);
        about.setClassName("live " + tone.css());
        about.setVisible(!text.isEmpty());
    }

    /** At the end of the line. */
    public Head with(Component... atEnd) {
        var end = new Div(atEnd);
        end.addClassName("end");
        add(end);
        return this;
    }

    /** Where a page about one thing came from. */
    public static Div crumb(String list, Class<? extends Component> page) {
        var crumb = new Div(new RouterLink(list, page));
        crumb.addClassName("crumb");
        crumb.getElement().setAttribute("role", "navigation");
        crumb.getElement().setAttribute("aria-label", "Breadcrumb");
        return crumb;
    }
}
