package network.cocoon.ui.pages;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.textfield.TextField;
import java.util.function.Consumer;
import java.util.function.Supplier;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.ui.orders.Orders;
import network.cocoon.ui.security.ActionRefusedException;
import network.cocoon.ui.security.Actions;
import network.cocoon.wire.api.OperatorApi.Because;
import org.jspecify.annotations.Nullable;

/** What an operator confirms to shut somebody out, and to let them back in. */
final class StandingForms {

    private static final int MAX_REASON = 256;

    private final Actions actions;
    private final Orders orders;
    private String shownFor = "";
    private @Nullable Button shown;

    StandingForms(Actions actions, Orders orders) {
        this.actions = actions;
        this.orders = orders;
    }

    /** The button that changes how an account stands. */
    Button account(AccountId account, boolean suspended) {
        String id = account.value();
        return kept(
                id + suspended,
                () -> suspended
                        ? resume(
                                "Resume the account",
                                "Its requests are taken again from now on.",
                                "account.resume",
                                id,
                                () -> orders.resume(account))
                        : because(
                                "Suspend the account",
                                "New requests of this app are refused until it is resumed. Those in flight are"
                                        + " completed and billed.",
                                "Suspend",
                                "account.suspend",
                                id,
                                because -> orders.suspend(account, because)));
    }

    /** The button that changes how a worker stands. */
    Button worker(WorkerId worker, boolean suspended) {
        String id = worker.value();
        return kept(
                id + suspended,
                () -> suspended
                        ? resume(
                                "Resume the worker",
                                "It gets requests again as soon as it is attested and offers a model.",
                                "worker.resume",
                                id,
                                () -> orders.resume(worker))
                        : because(
                                "Suspend the worker",
                                "It gets nothing new until it is resumed, and cannot lift that itself. What it has, it"
                                        + " may finish and is paid for.",
                                "Suspend",
                                "worker.suspend",
                                id,
                                because -> orders.suspend(worker, because)));
    }

    /** The button that takes a measurement off the list. */
    Button measurement(String measurement) {
        Button revoke = because(
                "Revoke the measurement",
                "Workers with this image get nothing more, at once. It can never be allowed again.",
                "Revoke",
                "measurement.revoke",
                measurement,
                because -> orders.revoke(new Digest(measurement), because));
        revoke.addThemeVariants(ButtonVariant.LUMO_SMALL);
        return revoke;
    }

    /** A page draws itself anew under the reader's hand: the same button must still be there when it is let go. */
    private Button kept(String what, Supplier<Button> make) {
        Button button = shown;
        if (button == null || !what.equals(shownFor)) {
            button = make.get();
            shown = button;
            shownFor = what;
        }
        return button;
    }

    private Button because(
            String title, String words, String verb, String action, String subject, Consumer<Because> order) {
        var button = new Button(verb, _ -> {
            var reason = new TextField("Reason");
            reason.setMaxLength(MAX_REASON);
            reason.setWidthFull();
            OrderForms.open(
                    title,
                    words + " The reason stands in the log, where everybody reads it.",
                    verb + " it",
                    () -> actions.run(action, subject, () -> order.accept(given(reason.getValue()))),
                    reason);
        });
        button.addThemeVariants(ButtonVariant.LUMO_ERROR);
        return button;
    }

    private static Because given(String reason) {
        if (reason.isBlank()) {
            throw new ActionRefusedException("NO_REASON", "Say why: whoever is shut out has a right to know.");
        }
        return new Because(reason.strip());
    }

    private Button resume(String title, String words, String action, String subject, Actions.Deed order) {
        return new Button(
                "Resume",
                _ -> OrderForms.confirm(title, words, "Resume it", () -> actions.run(action, subject, order)));
    }
}
