package network.cocoon.ui.pages;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.ui.orders.Orders;
import network.cocoon.ui.security.ActionRefusedException;
import network.cocoon.ui.security.Actions;
import network.cocoon.ui.security.Outcome;
import network.cocoon.wire.api.OperatorApi.AllowMeasurement;
import network.cocoon.wire.api.OperatorApi.ListModel;
import network.cocoon.wire.api.OperatorApi.SetPrice;

/** What an operator fills in to list a model, set a price or allow a measurement. */
final class RegistryForms {

    private static final int MAX_TEXT = 256;
    private static final int FULL = 10_000;
    private static final int MAX_MULTIPLIER = 1_000_000;
    private static final int USUAL_FEE = 5;

    private final Actions actions;
    private final Orders orders;

    RegistryForms(Actions actions, Orders orders) {
        this.actions = actions;
        this.orders = orders;
    }

    void list() {
        var model = text("Model");
        var family = text("Family");
        var digest = text("Digest of its manifest, 64 hexadecimal characters");
        var context = number("Context, tokens", 4_096, 1, Integer.MAX_VALUE);
        OrderForms.open(
                "List a model",
                "Workers may offer it and apps may ask for it once it has a price.",
                "List it",
                () -> run(
                        "model.list",
                        model.getValue(),
                        () -> orders.list(new ListModel(
                                new ModelId(model.getValue().strip()),
                                family.getValue().strip(),
                                new Digest(digest.getValue().strip()),
                                value(context)))),
                model,
                family,
                digest,
                context);
    }

    void price(List<String> models) {
        var model = new ComboBox<String>("Model", models);
        model.setWidthFull();
        models.stream().findFirst().ifPresent(model::setValue);
        var price = text("Price of a token, nanoton");
        var prompt = number("Prompt", FULL, 0, MAX_MULTIPLIER);
        var cached = number("Cached", FULL, 0, MAX_MULTIPLIER);
        var completion = number("Completion", FULL, 0, MAX_MULTIPLIER);
        var reasoning = number("Reasoning", FULL, 0, MAX_MULTIPLIER);
        var fee = number("Network fee, percent", USUAL_FEE, 0, 100);
        var multipliers = new Div(prompt, cached, completion, reasoning);
        multipliers.addClassName("pairs");
        OrderForms.open(
                "Set a price",
                "It holds for new requests; those in flight keep theirs. Where the registry is on chain it holds once apps can"
                        + " read it there. Multipliers are in 1/10,000 of the price.",
                "Set it",
                () -> run(
                        "price.set",
                        model.getValue() == null ? "" : model.getValue(),
                        () -> orders.price(new SetPrice(
                                new ModelId(model.getValue() == null ? "" : model.getValue()),
                                Nanoton.of(Long.parseLong(price.getValue().strip())),
                                new Multipliers(value(prompt), value(cached), value(completion), value(reasoning)),
                                value(fee)))),
                model,
                price,
                multipliers,
                fee);
    }

    void allow() {
        var measurement = text("Measurement, 64 hexadecimal characters");
        var note = text("Note");
        OrderForms.open(
                "Allow a measurement",
                "It narrows what the release keys' manifest admits; it can admit nothing by itself.",
                "Allow it",
                () -> run(
                        "measurement.allow",
                        measurement.getValue(),
                        () -> orders.allow(new AllowMeasurement(
                                new Digest(measurement.getValue().strip()),
                                note.getValue().strip()))),
                measurement,
                note);
    }

    private Outcome run(String action, String subject, Actions.Deed deed) {
        return actions.run(action, subject, () -> checked(deed));
    }

    /** What the domain's own types refuse is a field that was filled in wrongly. */
    private static void checked(Actions.Deed deed) {
        try {
            deed.run();
        } catch (IllegalArgumentException e) {
            throw new ActionRefusedException("INVALID", "Look at the fields again: " + e.getMessage() + ".");
        }
    }

    private static int value(IntegerField field) {
        Integer value = field.getValue();
        if (value == null) {
            throw new ActionRefusedException("INVALID", "Fill in \"" + field.getLabel() + "\" with a whole number.");
        }
        return value;
    }

    private static TextField text(String label) {
        var field = new TextField(label);
        field.setMaxLength(MAX_TEXT);
        field.setWidthFull();
        return field;
    }

    private static IntegerField number(String label, int value, int min, int max) {
        var field = new IntegerField(label);
        field.setValue(value);
        field.setMin(min);
        field.setMax(max);
        return field;
    }
}
