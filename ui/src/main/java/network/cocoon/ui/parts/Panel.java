package network.cocoon.ui.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;

/** A titled area of a page, and the small label-and-value lines within. */
public final class Panel extends Div {

    public Panel(String title, Component... content) {
        addClassName("panel");
        add(new H2(title));
        add(content);
    }

    /** Lines of label and value. */
    public static Div facts() {
        var facts = new Div();
        facts.addClassName("facts");
        return facts;
    }

    /** Adds one line. */
    public static void fact(Div facts, String label, Component... value) {
        var name = new Span(label);
        name.addClassName("label");
        var cell = new Div(value);
        cell.addClassName("value");
        facts.add(name, cell);
    }

    public static void fact(Div facts, String label, String value) {
        fact(facts, label, new Span(value));
    }
}
