package network.cocoon.ui.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.List;
import network.cocoon.projections.ViewsChanged;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.Columns;
import network.cocoon.ui.parts.EmptyState;
import network.cocoon.ui.parts.Head;
import network.cocoon.ui.parts.LiveList;
import network.cocoon.ui.parts.LivePage;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Tone;
import network.cocoon.ui.security.Actions;
import network.cocoon.ui.security.ConsoleRole;
import network.cocoon.ui.security.ConsoleUser;
import network.cocoon.ui.security.Outcome;
import network.cocoon.ui.security.People;

/** Who may sign in, and what each of them did. For operators only. */
@Route("users")
@PageTitle("Users · Cocoon")
@RolesAllowed("OPERATOR")
public class UsersPage extends LivePage<UsersPage.Data> {

    private static final Duration TICK = Duration.ofSeconds(3);
    private static final int MAX_NAME = 32;

    private final transient People people;
    private final transient Actions actions;
    private final Head head = new Head("Users");
    private final Grid<ConsoleUser> users = new Grid<>();
    private final LiveList<ConsoleUser> userRows = new LiveList<>(users, ConsoleUser::username);
    private final Grid<Actions.Taken> taken = new Grid<>();
    private final LiveList<Actions.Taken> takenRows = new LiveList<>(taken, t -> t);
    private final EmptyState quiet = new EmptyState(
            VaadinIcon.CLIPBOARD_CHECK,
            "Nothing was asked for yet",
            "Every action in the console is kept here, refused ones too.");

    UsersPage(ViewsChanged changes, People people, Actions actions) {
        super(changes, TICK);
        this.people = people;
        this.actions = actions;
        var add = new Button("Add a user", _ -> add());
        add.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        add.setId("add-user");
        head.with(add);
        var columns = Columns.sorted(users);
        columns.text("Name", ConsoleUser::username);
        columns.badge("Role", UsersPage::role);
        columns.badge("State", u -> u.enabled() ? new Badge("Enabled", Tone.GOOD) : new Badge("Disabled", Tone.BAD));
        Columns.from(560, columns.ago("Last sign-in", ConsoleUser::lastSignInAt));
        Columns.from(760, columns.time("Added", ConsoleUser::createdAt));
        Columns.from(860, columns.text("By", ConsoleUser::createdBy));
        users.addColumn(new ComponentRenderer<>(this::menu))
                .setHeader("")
                .setWidth("4.5rem")
                .setFlexGrow(0)
                .setFrozenToEnd(true);
        users.getElement().setAttribute("aria-label", "Users");
        var of = Columns.sorted(taken);
        of.time("When", Actions.Taken::at);
        of.text("Who", Actions.Taken::username);
        of.text("Action", Actions.Taken::action);
        Columns.from(560, of.text("Subject", Actions.Taken::subject));
        of.badge(
                "Outcome",
                t -> t.outcome().equals("DONE") ? new Badge("Done", Tone.GOOD) : new Badge(t.outcome(), Tone.BAD));
        taken.getElement().setAttribute("aria-label", "Actions");
        var done = Panel.of("What was done", taken);
        done.add(quiet);
        add(head, Panel.of("May sign in", users), done);
    }

    /** One load. */
    record Data(List<ConsoleUser> users, List<Actions.Taken> taken) {}

    private static Badge role(ConsoleUser user) {
        return switch (user.role()) {
            case OPERATOR -> new Badge("Operator", Tone.GOOD);
            case VIEWER -> new Badge("Viewer, read-only", Tone.QUIET);
        };
    }

    private Component menu(ConsoleUser user) {
        var bar = new MenuBar();
        bar.addThemeVariants(MenuBarVariant.LUMO_TERTIARY, MenuBarVariant.LUMO_SMALL);
        var item = bar.addItem(VaadinIcon.ELLIPSIS_DOTS_H.create());
        item.setAriaLabel("What to do with " + user.username());
        String name = user.username();
        var menu = item.getSubMenu();
        menu.addItem(
                "New password",
                _ -> OrderForms.confirm(
                        "New password for " + name,
                        "The old one stops working at once. The new one is shown once.",
                        "Make it",
                        () -> shown(name, people.newPassword(name))));
        switch (user.role()) {
            case OPERATOR ->
                menu.addItem("Make viewer", _ -> said(people.setRole(name, ConsoleRole.VIEWER), name + " is a viewer"));
            case VIEWER ->
                menu.addItem(
                        "Make operator",
                        _ -> said(people.setRole(name, ConsoleRole.OPERATOR), name + " is an operator"));
        }
        if (user.enabled()) {
            menu.addItem("Disable", _ -> said(people.disable(name), name + " may no longer sign in"));
        } else {
            menu.addItem("Enable", _ -> said(people.enable(name), name + " may sign in again"));
        }
        return bar;
    }

    private void said(Outcome outcome, String done) {
        OrderForms.tell(outcome, done);
        refresh();
    }

    private void add() {
        var name = new TextField("Name");
        name.setMaxLength(MAX_NAME);
        name.setHelperText("Small letters, digits, dot, dash and underscore");
        name.setWidthFull();
        var role = new Select<ConsoleRole>();
        role.setLabel("Role");
        role.setItems(ConsoleRole.VIEWER, ConsoleRole.OPERATOR);
        role.setItemLabelGenerator(r -> r == ConsoleRole.VIEWER ? "Viewer, read-only" : "Operator");
        role.setValue(ConsoleRole.VIEWER);
        role.setWidthFull();
        OrderForms.open(
                "Add a user",
                "They get a generated password, shown once.",
                "Add",
                () -> shown(name.getValue().strip(), people.add(name.getValue().strip(), role.getValue())),
                name,
                role);
    }

    private Outcome shown(String name, People.Issued issued) {
        issued.password().ifPresent(password -> {
            var secret = new Div(password);
            secret.addClassName("secret");
            secret.setId("new-password");
            var form = new Div(
                    Texts.faint("Hand it to them now: it is kept as a hash only and cannot be shown again."), secret);
            form.addClassName("form");
            var dialog = new Dialog(form);
            dialog.setHeaderTitle("Password of " + name);
            dialog.setCloseOnOutsideClick(false);
            var close = new Button("I have it", _ -> dialog.close());
            close.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            dialog.getFooter().add(close);
            dialog.open();
        });
        refresh();
        return issued.outcome();
    }

    @Override
    protected Data load() {
        return new Data(people.all(), actions.latest());
    }

    @Override
    protected void show(Data data) {
        long enabled = data.users().stream().filter(ConsoleUser::enabled).count();
        head.about(enabled + " may sign in");
        userRows.show(data.users());
        takenRows.show(data.taken());
        taken.setVisible(!data.taken().isEmpty());
        quiet.setVisible(data.taken().isEmpty());
    }
}
