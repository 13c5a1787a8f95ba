package network.cocoon.ui.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;

/** Where a list is narrowed: a search field, which "/" goes to, and what else the page offers. */
public final class FilterBar extends Div {

    private static final int MAX_TEXT = 128;

    private final TextField text = new TextField();

    public FilterBar(String placeholder, Runnable changed, Component... others) {
        addClassName("bar");
        text.addClassName("search");
        text.setPlaceholder(placeholder);
        text.setAriaLabel(placeholder);
        text.setPrefixComponent(VaadinIcon.SEARCH.create());
        text.setClearButtonVisible(true);
        text.setMaxLength(MAX_TEXT);
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.addValueChangeListener(_ -> changed.run());
        add(text);
        add(others);
        getElement().setAttribute("role", "search");
    }

    /** What was typed. */
    public String text() {
        return text.getValue();
    }

    /** Types it for the reader. */
    public void search(String value) {
        text.setValue(value);
    }
}
