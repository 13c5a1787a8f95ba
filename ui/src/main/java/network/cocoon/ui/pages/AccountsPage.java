package network.cocoon.ui.pages;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import network.cocoon.projections.ViewsChanged;
import network.cocoon.projections.accounts.AccountQueries;
import network.cocoon.projections.accounts.AccountRow;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.EmptyState;
import network.cocoon.ui.parts.LivePage;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Ton;

/** Apps and their money. */
@Route("accounts")
@PageTitle("Accounts · Cocoon")
@PermitAll
public class AccountsPage extends LivePage<List<AccountRow>> {

    private final transient AccountQueries queries;
    private final Grid<AccountRow> grid = new Grid<>();
    private final Span total = Texts.faint("");
    private final EmptyState empty = new EmptyState(
            VaadinIcon.WALLET,
            "No app yet",
            "Start cocoon-client on an app's machine: it registers an account with its own owner key and authorises"
                    + " credit. The account appears here.");

    AccountsPage(ViewsChanged changes, AccountQueries queries) {
        super(changes);
        this.queries = queries;
        var head = new Div(new H1("Accounts"), total);
        head.addClassName("head");
        grid.addColumn(new ComponentRenderer<>(a -> Texts.id(a.account())))
                .setHeader("Account")
                .setAutoWidth(true);
        grid.addColumn(new ComponentRenderer<>(a -> Badge.of(a.standing())))
                .setHeader("Standing")
                .setAutoWidth(true);
        grid.addColumn(a -> String.join(", ", a.modelFamilies()))
                .setHeader("Models")
                .setAutoWidth(true);
        grid.addColumn(new ComponentRenderer<>(a -> new Ton(a.authorized())))
                .setHeader("Authorised")
                .setAutoWidth(true);
        grid.addColumn(new ComponentRenderer<>(a -> new Ton(a.reserved())))
                .setHeader("Reserved")
                .setAutoWidth(true);
        grid.addColumn(new ComponentRenderer<>(a -> new Ton(a.spent())))
                .setHeader("Spent")
                .setAutoWidth(true);
        grid.addColumn(new ComponentRenderer<>(a -> new Ton(a.available())))
                .setHeader("Available")
                .setAutoWidth(true);
        grid.addColumn(new ComponentRenderer<>(a -> Texts.count(a.requests())))
                .setHeader("Requests")
                .setAutoWidth(true);
        grid.addColumn(new ComponentRenderer<>(a -> Texts.count(a.tokens())))
                .setHeader("Tokens")
                .setAutoWidth(true);
        grid.addColumn(a -> a.apiKeys() + " API, " + a.clientKeys() + " client")
                .setHeader("Keys")
                .setAutoWidth(true);
        grid.addColumn(new ComponentRenderer<>(a -> Texts.time(a.lastRequestAt())))
                .setHeader("Last request")
                .setAutoWidth(true);
        grid.setAllRowsVisible(true);
        add(head, empty, grid);
    }

    @Override
    protected List<AccountRow> load() {
        return queries.accounts();
    }

    @Override
    protected void show(List<AccountRow> accounts) {
        total.setText(accounts.size() + " registered, live");
        empty.setVisible(accounts.isEmpty());
        grid.setVisible(!accounts.isEmpty());
        grid.setItems(accounts);
    }
}
