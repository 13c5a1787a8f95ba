package network.cocoon.ui.pages;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.projections.ViewsChanged;
import network.cocoon.projections.accounts.AccountKeyRow;
import network.cocoon.projections.accounts.AccountQueries;
import network.cocoon.projections.accounts.AccountRow;
import network.cocoon.projections.accounts.AccountStanding;
import network.cocoon.projections.accounts.SpendRow;
import network.cocoon.projections.requests.RequestFilter;
import network.cocoon.projections.requests.RequestQueries;
import network.cocoon.projections.requests.RequestRow;
import network.cocoon.projections.requests.RequestSort;
import network.cocoon.ui.books.Books;
import network.cocoon.ui.books.Subject;
import network.cocoon.ui.orders.Orders;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.Columns;
import network.cocoon.ui.parts.EmptyState;
import network.cocoon.ui.parts.Head;
import network.cocoon.ui.parts.LiveList;
import network.cocoon.ui.parts.LivePage;
import network.cocoon.ui.parts.Moment;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Stat;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Ton;
import network.cocoon.ui.parts.Tone;
import network.cocoon.ui.security.Actions;
import network.cocoon.wire.api.EscrowApi.EscrowStatus;
import org.jspecify.annotations.Nullable;

/** One app's account: its credit and escrow, what it spent on which model by day, keys, latest requests, statements. */
@Route("accounts/:account")
@PageTitle("Account · Cocoon")
@PermitAll
public class AccountPage extends LivePage<AccountPage.Data> implements BeforeEnterObserver {

    private static final int DAYS = 30;
    private static final int LATEST = 20;

    private final transient AccountQueries accounts;
    private final transient RequestQueries requests;
    private final transient Books books;
    private final transient Actions actions;
    private final transient StandingForms forms;
    private final Div head = new Div();
    private final Stat available = new Stat("Available");
    private final Stat authorised = new Stat("Authorised");
    private final Stat spent = new Stat("Spent");
    private final Stat reserved = new Stat("Reserved");
    private final Stat asked = new Stat("Requests");
    private final Grid<SpendRow> days = new Grid<>();
    private final LiveList<SpendRow> dayRows = new LiveList<>(days, d -> d.day() + d.model());
    private final Grid<RequestRow> latest = new Grid<>();
    private final LiveList<RequestRow> latestRows = new LiveList<>(latest, RequestRow::request);
    private final Grid<AccountKeyRow> keys = new Grid<>();
    private final LiveList<AccountKeyRow> keyRows = new LiveList<>(keys, AccountKeyRow::id);
    private final EscrowPanel escrow = new EscrowPanel();
    private final StatementPanel statement;
    private final Div facts = new Div();
    private final Div body = new Div();
    private final EmptyState nobody = new EmptyState(
            VaadinIcon.SEARCH, "No such account", "Check the id, or go back to the list of all accounts.");
    private transient volatile @Nullable AccountId account;
    private transient @Nullable Data shown;

    AccountPage(
            ViewsChanged changes,
            AccountQueries accounts,
            RequestQueries requests,
            Books books,
            Actions actions,
            Orders orders,
            InstantSource clock) {
        super(changes);
        this.books = books;
        this.statement = new StatementPanel("Statement, whole UTC days", books, clock);
        this.accounts = accounts;
        this.requests = requests;
        this.actions = actions;
        this.forms = new StandingForms(actions, orders);
        var stats = new Div(available, authorised, spent, reserved, asked);
        stats.addClassName("stats");
        grids();
        var right = new Div(new Panel("Account", facts), escrow, Panel.of("Keys", keys));
        var left = new Div(
                Panel.of("Latest requests", latest), Panel.of("Spend by day and model, last " + DAYS + " days", days));
        left.addClassName("stack");
        right.addClassName("stack");
        var columns = new Div(left, right);
        columns.addClassName("columns");
        body.add(stats, columns, statement);
        body.addClassName("stack");
        add(Head.crumb("Accounts", AccountsPage.class), head, nobody, body);
    }

    private void grids() {
        var of = Columns.sorted(latest);
        of.ago("Asked", RequestRow::requestedAt);
        of.link("Request", "requests", RequestRow::request);
        of.badge("State", RequestsPage::state);
        Columns.from(560, of.count("Tokens", RequestRow::tokens));
        of.ton("Cost", RequestRow::cost);
        latest.getElement().setAttribute("aria-label", "Latest requests");
        var by = Columns.sorted(days);
        by.text("Day, UTC", d -> d.day().toString());
        by.text("Model", SpendRow::model);
        Columns.from(420, by.count("Requests", SpendRow::requests));
        Columns.from(560, by.count("Tokens", SpendRow::tokens));
        by.ton("Spent", SpendRow::spent);
        days.setEmptyStateText("Nothing was asked in these days.");
        latest.setEmptyStateText("This app has not asked for anything yet.");
        keys.setEmptyStateText("No key was issued yet.");
        days.getElement().setAttribute("aria-label", "Spend by day");
        var key = Columns.sorted(keys);
        key.id("Key", AccountKeyRow::id);
        key.text("Kind", k -> k.kind() == AccountKeyRow.Kind.API ? "API" : "Client");
        key.badge(
                "State",
                k -> k.revokedAt() == null ? new Badge("In use", Tone.GOOD) : new Badge("Revoked", Tone.QUIET));
        Columns.from(420, key.text("A day", AccountPage::perDay));
        Columns.from(560, key.ago("Ends", AccountKeyRow::notAfter));
        keys.getElement().setAttribute("aria-label", "Keys");
    }

    private static String perDay(AccountKeyRow key) {
        return key.spendPerDay() == null ? "" : Ton.rounded(key.spendPerDay().value());
    }

    /** One load. */
    record Data(
            Optional<AccountRow> row,
            List<SpendRow> days,
            List<AccountKeyRow> keys,
            List<RequestRow> latest,
            @Nullable EscrowStatus escrow) {}

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        account = event.getRouteParameters()
                .get("account")
                .flatMap(AccountPage::parse)
                .orElse(null);
    }

    private static Optional<AccountId> parse(String text) {
        try {
            return Optional.of(new AccountId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    protected Data load() {
        AccountId id = account;
        return id == null
                ? new Data(Optional.empty(), List.of(), List.of(), List.of(), null)
                : new Data(
                        accounts.account(id),
                        accounts.spend(id, DAYS),
                        accounts.keys(id),
                        requests.page(RequestFilter.ALL.ofAccount(id.value()), RequestSort.REQUESTED, true, 0, LATEST),
                        EscrowPanel.ask(books, id));
    }

    @Override
    protected void show(Data data) {
        if (data.equals(shown)) {
            return;
        }
        shown = data;
        nobody.setVisible(data.row().isEmpty());
        head.setVisible(data.row().isPresent());
        body.setVisible(data.row().isPresent());
        dayRows.show(data.days());
        keyRows.show(data.keys());
        latestRows.show(data.latest());
        escrow.show(data.escrow());
        data.row().ifPresent(this::figures);
    }

    private void figures(AccountRow row) {
        statement.of(new Subject.App(new AccountId(row.account())));
        var line = new Head("Account");
        line.about("");
        line.add(Texts.whole(row.account()), AccountsPage.standing(row));
        var all = new Anchor("requests?q=" + row.account(), "All its requests");
        all.setRouterIgnore(false);
        all.addClassName("quiet-link");
        if (actions.offered()) {
            line.with(all, forms.account(new AccountId(row.account()), row.standing() == AccountStanding.SUSPENDED));
        } else {
            line.with(all);
        }
        head.removeAll();
        head.add(line);
        money(available, row.available().value(), "for new requests");
        money(authorised, row.authorized().value(), "ever");
        money(spent, row.spent().value(), Texts.number(row.tokens()) + " tokens");
        money(reserved, row.reserved().value(), Texts.number(row.inFlight()) + " in flight");
        asked.show(Texts.number(row.requests()), "", Texts.number(row.completed()) + " completed");
        Div lines = Panel.facts();
        Panel.fact(lines, "Models", String.join(", ", row.modelFamilies()));
        Panel.fact(
                lines,
                "Limits",
                Texts.number(row.requestsPerDay()) + " requests a day, " + Texts.number(row.tokensPerRequest())
                        + " tokens a request");
        Panel.fact(lines, "Registered", Moment.of(row.registeredAt()));
        Panel.fact(lines, "Credit until", Moment.of(row.authorizedUntil()));
        Panel.fact(lines, "Last request", Moment.ago(row.lastRequestAt()));
        if (row.reason() != null) {
            Panel.fact(lines, "Suspended", row.reason());
        }
        facts.removeAll();
        facts.add(lines);
    }

    private static void money(Stat stat, long nanoton, String about) {
        stat.show(Ton.rounded(nanoton), Texts.number(nanoton) + " nanoton", about);
    }
}
