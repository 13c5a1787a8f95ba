package network.cocoon.ui.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.time.LocalDate;
import java.util.function.Function;
import java.util.function.Supplier;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Toast;
import network.cocoon.ui.security.Outcome;

/** Dialogs that ask for what an order needs, send it, and say how it ended. */
final class OrderForms {

    private OrderForms() {}

    /** A dialog whose order closes it when done, and keeps it open with the reason when refused. */
    static Dialog open(String title, String words, String verb, Supplier<Outcome> order, Component... fields) {
        var problem = new Div();
        problem.addClassNames("notice", "bad");
        problem.getElement().setAttribute("role", "alert");
        problem.setVisible(false);
        var form = new Div();
        form.addClassName("form");
        form.add(Texts.faint(words));
        form.add(fields);
        form.add(problem);
        var dialog = new Dialog(form);
        dialog.setHeaderTitle(title);
        var go = new Button(verb);
        go.setDisableOnClick(true);
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        go.addClickListener(_ -> {
            switch (order.get()) {
                case Outcome.Done _ -> {
                    dialog.close();
                    Toast.done(title + ": done");
                }
                case Outcome.Refused refused -> {
                    problem.removeAll();
                    problem.add(new Span(refused.why()));
                    problem.setVisible(true);
                    go.setEnabled(true);
                }
            }
        });
        dialog.getFooter().add(new Button("Cancel", _ -> dialog.close()), go);
        dialog.open();
        return dialog;
    }

    /** Asks before something that cannot be undone, or that others notice. */
    static void confirm(String title, String words, String verb, Supplier<Outcome> order) {
        open(title, words, verb, order);
    }

    /** Asks for a UTC day that has passed. */
    static void day(String title, LocalDate latest, Function<LocalDate, Outcome> order) {
        var day = new DatePicker("UTC day", latest);
        day.setMax(latest);
        day.setRequiredIndicatorVisible(true);
        open(
                title,
                "Everything completed in this day is added up and owed to the GPU owners. A closed period stays as it"
                        + " is.",
                "Close it",
                () -> day.getValue() == null
                        ? new Outcome.Refused("NO_DAY", "Choose a day that has passed.")
                        : order.apply(day.getValue()),
                day);
    }

    /** Says how an action without a dialog ended. */
    static void tell(Outcome outcome, String done) {
        switch (outcome) {
            case Outcome.Done _ -> Toast.done(done);
            case Outcome.Refused refused -> Toast.refused(refused.why());
        }
    }
}
