package network.cocoon.ui.pages;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.projections.ViewsChanged;
import network.cocoon.projections.settlement.AccrualRow;
import network.cocoon.projections.settlement.PeriodRow;
import network.cocoon.projections.settlement.SettlementQueries;
import network.cocoon.ui.books.Books;
import network.cocoon.ui.orders.Orders;
import network.cocoon.ui.parts.Columns;
import network.cocoon.ui.parts.EmptyState;
import network.cocoon.ui.parts.Head;
import network.cocoon.ui.parts.LiveList;
import network.cocoon.ui.parts.LivePage;
import network.cocoon.ui.parts.Moment;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Stat;
import network.cocoon.ui.parts.Table;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Ton;
import network.cocoon.ui.security.Actions;
import network.cocoon.wire.api.ExitApi.ExitStatus;
import org.jspecify.annotations.Nullable;

/**
 * Payout periods: what was closed, who is owed what, closing the next one; whether log and chain agree; and what the
 * operator takes out.
 */
@Route("settlement")
@PageTitle("Settlement · Cocoon")
@PermitAll
public class SettlementPage extends LivePage<SettlementPage.Data> {

    private static final Duration TICK = Duration.ofSeconds(10);

    private final transient SettlementQueries queries;
    private final transient Books books;
    private final transient InstantSource clock;
    private final ReconciliationPanel chain = new ReconciliationPanel();
    private final TransfersPanel transfers = new TransfersPanel();
    private final ExitPanel exit = new ExitPanel();
    private final Head head = new Head("Settlement");
    private final Stat periods = new Stat("Closed periods");
    private final Stat charged = new Stat("Charged to apps");
    private final Stat rewards = new Stat("Owed to GPU owners");
    private final Stat fees = new Stat("Network fees");
    private final Grid<PeriodRow> grid = new Grid<>();
    private final LiveList<PeriodRow> rows = new LiveList<>(grid, PeriodRow::period);
    private final Panel panel = Panel.of("Periods, one a UTC day", grid);
    private final EmptyState empty = new EmptyState(
            VaadinIcon.MONEY_EXCHANGE,
            "No period is closed yet",
            "A period is one UTC day. Two minutes after its end it can be closed: everything completed in it is added"
                    + " up, and what each GPU owner earned shows here.");

    SettlementPage(
            ViewsChanged changes,
            SettlementQueries queries,
            Books books,
            Actions actions,
            Orders orders,
            InstantSource clock) {
        super(changes, TICK);
        this.queries = queries;
        this.books = books;
        this.clock = clock;
        if (actions.offered()) {
            var close = new Button("Close a period", _ -> {
                LocalDate yesterday =
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
                OrderForms.day(
                        "Close a period",
                        yesterday,
                        day -> actions.run(
                                "period.close", day.toString(), () -> orders.close(new PeriodId(day.toString()))));
            });
            close.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            close.setId("close-period");
            var transfer = new Button("Take coins out", _ -> TransferForm.open(actions, orders, clock.instant()));
            transfer.setId("order-transfer");
            head.with(transfer, close);
        }
        var stats = new Div(periods, charged, rewards, fees);
        stats.addClassName("stats");
        var columns = Columns.sorted(grid);
        columns.text("Period", PeriodRow::period);
        columns.ton("Charged", PeriodRow::charged);
        Columns.from(560, columns.ton("To GPU owners", PeriodRow::rewards));
        Columns.from(760, columns.ton("Fees", PeriodRow::fees));
        Columns.from(460, columns.count("Requests", PeriodRow::requests));
        Columns.from(860, columns.count("Owners", PeriodRow::providers));
        Columns.from(700, columns.time("Closed", PeriodRow::closedAt));
        grid.setItemDetailsRenderer(new ComponentRenderer<>(this::accruals));
        grid.addClassName("rows-open");
        grid.getElement().setAttribute("aria-label", "Closed periods");
        add(head, stats, chain, empty, panel, transfers, exit);
    }

    private Div accruals(PeriodRow period) {
        var table = new Table("GPU owner", "Requests", "Earned");
        for (AccrualRow accrual : queries.accruals(period.period())) {
            table.row(Texts.whole(accrual.provider()), Texts.count(accrual.requests()), new Ton(accrual.reward()));
        }
        var facts = Panel.facts();
        Panel.fact(facts, "From", Moment.of(period.from()));
        Panel.fact(facts, "Up to", Moment.of(period.upTo()));
        var details = new Div(facts, table);
        details.addClassNames("stack", "details");
        return details;
    }

    /** One load. */
    record Data(
            List<PeriodRow> periods,
            ReconciliationPanel.Found chain,
            TransfersPanel.Found transfers,
            @Nullable ExitStatus exit) {}

    @Override
    protected Data load() {
        return new Data(
                queries.periods(),
                ReconciliationPanel.Found.ask(books, clock.instant()),
                TransfersPanel.Found.ask(books),
                ExitPanel.ask(books));
    }

    @Override
    protected void show(Data data) {
        chain.show(data.chain());
        transfers.show(data.transfers());
        exit.show(data.exit());
        List<PeriodRow> all = data.periods();
        head.about(all.isEmpty() ? "" : "latest " + all.getFirst().period());
        periods.show(Texts.number(all.size()), "", "one a UTC day");
        money(charged, all.stream().mapToLong(p -> p.charged().value()).sum(), "in closed periods");
        money(rewards, all.stream().mapToLong(p -> p.rewards().value()).sum(), "before payment on chain");
        money(fees, all.stream().mapToLong(p -> p.fees().value()).sum(), "kept by the network");
        empty.setVisible(all.isEmpty());
        panel.setVisible(!all.isEmpty());
        rows.show(all);
    }

    private static void money(Stat stat, long nanoton, String about) {
        stat.show(Ton.rounded(nanoton), Texts.number(nanoton) + " nanoton", about);
    }
}
