package network.cocoon.ui.pages;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import network.cocoon.projections.ViewsChanged;
import network.cocoon.projections.accounts.AccountQueries;
import network.cocoon.projections.accounts.AccountRow;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.Columns;
import network.cocoon.ui.parts.EmptyState;
import network.cocoon.ui.parts.Head;
import network.cocoon.ui.parts.LiveList;
import network.cocoon.ui.parts.LivePage;
import network.cocoon.ui.parts.Panel;

/** Apps and their money. */
@Route("accounts")
@PageTitle("Accounts · Cocoon")
@PermitAll
public class AccountsPage extends LivePage<List<AccountRow>> {

    private final transient AccountQueries queries;
    private final Head head = new Head("Accounts");
    private final Grid<AccountRow> grid = new Grid<>();
    private final LiveList<AccountRow> rows = new LiveList<>(grid, AccountRow::account);
    private final Panel panel = Panel.of("Apps", grid);
    private final EmptyState empty = new EmptyState(
            VaadinIcon.WALLET,
            "No app yet",
            "Start cocoon-client on an app's machine: it registers an account with its own owner key and authorises"
                    + " credit. The account appears here.");

    AccountsPage(ViewsChanged changes, AccountQueries queries) {
        super(changes);
        this.queries = queries;
        var columns = Columns.sorted(grid);
        columns.link("Account", "accounts", AccountRow::account);
        columns.badge("Standing", AccountsPage::standing);
        Columns.from(1100, columns.text("Models", a -> String.join(", ", a.modelFamilies())));
        Columns.from(760, columns.ton("Authorised", AccountRow::authorized));
        Columns.from(980, columns.ton("Reserved", AccountRow::reserved));
        Columns.from(520, columns.ton("Spent", AccountRow::spent));
        columns.ton("Available", AccountRow::available);
        Columns.from(640, columns.count("Requests", AccountRow::requests));
        Columns.from(880, columns.count("Tokens", AccountRow::tokens));
        Columns.from(1180, columns.ago("Last request", AccountRow::lastRequestAt));
        grid.addClassName("rows-open");
        grid.getElement().setAttribute("aria-label", "Apps");
        grid.addItemClickListener(event -> event.getSource()
                .getUI()
                .ifPresent(ui -> ui.navigate("accounts/" + event.getItem().account())));
        add(head, empty, panel);
    }

    static Badge standing(AccountRow account) {
        Badge badge = Badge.of(account.standing());
        if (account.reason() != null) {
            badge.setTitle(account.reason());
        }
        return badge;
    }

    @Override
    protected List<AccountRow> load() {
        return queries.accounts();
    }

    @Override
    protected void show(List<AccountRow> accounts) {
        head.about(accounts.size() + " registered");
        empty.setVisible(accounts.isEmpty());
        panel.setVisible(!accounts.isEmpty());
        rows.show(accounts);
    }
}
