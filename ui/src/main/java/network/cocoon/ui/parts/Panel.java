package network.cocoon.ui.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;

/** A titled area of a page, and the small label-and-value lines within. */
public final class Panel extends Div {

    private final Div title;

    public Panel(String name, Component... content) {
        addClassName("panel");
        title = new Div(new H2(name));
        title.addClassName("title");
        add(title);
        add(content);
    }

    /** A panel that a grid fills to its edges. */
    public static Panel of(String name, Grid<?> grid) {
        var panel = new Panel(name, grid);
        panel.addClassName("flush");
        return panel;
    }

    /** Puts something at the end of the title's line. */
    public Panel with(Component... atEnd) {
        var end = new Div(atEnd);
        end.addClassName("end");
        title.add(end);
        return this;
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
