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
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.projections.ViewsChanged;
import network.cocoon.projections.workers.AttestationRow;
import network.cocoon.projections.workers.WorkerDay;
import network.cocoon.projections.workers.WorkerFault;
import network.cocoon.projections.workers.WorkerQueries;
import network.cocoon.projections.workers.WorkerRow;
import network.cocoon.projections.workers.WorkerStatus;
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
import network.cocoon.ui.story.Attested;
import org.jspecify.annotations.Nullable;

/** One GPU worker: what vouches for it, what it served, and what went wrong. */
@Route("workers/:worker")
@PageTitle("Worker · Cocoon")
@PermitAll
public class WorkerPage extends LivePage<WorkerPage.Data> implements BeforeEnterObserver {

    private static final int DAYS = 30;
    private static final Duration TICK = Duration.ofSeconds(5);

    private final transient WorkerQueries queries;
    private final transient Actions actions;
    private final transient StandingForms forms;
    private final Div head = new Div();
    private final Stat slots = new Stat("Slots busy");
    private final Stat completed = new Stat("Completed");
    private final Stat earned = new Stat("Earned");
    private final Stat failing = new Stat("Faults, last day");
    private final Grid<WorkerFault> faults = new Grid<>();
    private final LiveList<WorkerFault> faultRows = new LiveList<>(faults, f -> f);
    private final EmptyState spotless = new EmptyState(
            VaadinIcon.CHECK_CIRCLE_O,
            "Nothing went wrong",
            "Failures, refused reports and rejected evidence show here.");
    private final Grid<WorkerDay> days = new Grid<>();
    private final LiveList<WorkerDay> dayRows = new LiveList<>(days, WorkerDay::day);
    private final StatementPanel statement;
    private final Div facts = new Div();
    private final Div attested = new Div();
    private final Div body = new Div();
    private final EmptyState nobody =
            new EmptyState(VaadinIcon.SEARCH, "No such worker", "Check the id, or go back to the list of all workers.");
    private transient volatile @Nullable WorkerId worker;
    private transient @Nullable Data shown;

    WorkerPage(
            ViewsChanged changes,
            WorkerQueries queries,
            Books books,
            Actions actions,
            Orders orders,
            InstantSource clock) {
        super(changes, TICK);
        this.statement = new StatementPanel("Statement of its owner, whole UTC days", books, clock);
        this.queries = queries;
        this.actions = actions;
        this.forms = new StandingForms(actions, orders);
        var stats = new Div(slots, completed, earned, failing);
        stats.addClassName("stats");
        var of = Columns.sorted(faults);
        of.time("When", WorkerFault::at);
        of.badge("What", f -> new Badge(Texts.word(f.kind().name()), Tone.BAD));
        of.text("Code", WorkerFault::code);
        Columns.from(700, of.text("Detail", WorkerFault::detail));
        Columns.from(480, of.link("Request", "requests", WorkerFault::request));
        faults.getElement().setAttribute("aria-label", "Faults");
        var by = Columns.sorted(days);
        by.text("Day, UTC", d -> d.day().toString());
        by.count("Completed", WorkerDay::completed);
        by.count("Failed", WorkerDay::failed);
        Columns.from(520, by.count("Tokens", WorkerDay::tokens));
        by.ton("Earned", WorkerDay::earned);
        days.setEmptyStateText("It served nothing in these days.");
        days.getElement().setAttribute("aria-label", "Days");
        var recent = Panel.of("Recent faults", faults);
        recent.add(spotless);
        var right = new Div(new Panel("Worker", facts), new Panel("Latest attestation", attested));
        var left = new Div(recent, Panel.of("By day, last " + DAYS + " days", days));
        left.addClassName("stack");
        right.addClassName("stack");
        var columns = new Div(left, right);
        columns.addClassName("columns");
        body.add(stats, columns, statement);
        body.addClassName("stack");
        add(Head.crumb("Workers", WorkersPage.class), head, nobody, body);
    }

    /** One load. */
    record Data(
            Optional<WorkerRow> row,
            List<WorkerFault> faults,
            List<WorkerDay> days,
            Optional<AttestationRow> attestation) {}

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        worker = event.getRouteParameters()
                .get("worker")
                .flatMap(WorkerPage::parse)
                .orElse(null);
    }

    private static Optional<WorkerId> parse(String text) {
        try {
            return Optional.of(new WorkerId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    protected Data load() {
        WorkerId id = worker;
        return id == null
                ? new Data(Optional.empty(), List.of(), List.of(), Optional.empty())
                : new Data(
                        queries.worker(id),
                        queries.faults(id),
                        queries.days(id, DAYS),
                        queries.attestations(id).stream().findFirst());
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
        faultRows.show(data.faults());
        faults.setVisible(!data.faults().isEmpty());
        spotless.setVisible(data.faults().isEmpty());
        dayRows.show(data.days());
        data.row().ifPresent(row -> figures(row, data.attestation()));
    }

    private void figures(WorkerRow row, Optional<AttestationRow> attestation) {
        statement.of(new Subject.Owner(new ProviderId(row.provider())));
        var line = new Head("Worker");
        line.about("");
        var all = new Anchor("requests?q=" + row.worker(), "Its requests");
        all.setRouterIgnore(false);
        all.addClassName("quiet-link");
        line.add(Texts.whole(row.worker()), WorkersPage.status(row), Badge.of(row.trust()));
        if (actions.offered() && row.status() != WorkerStatus.RETIRED) {
            line.with(all, forms.worker(new WorkerId(row.worker()), row.status() == WorkerStatus.SUSPENDED));
        } else {
            line.with(all);
        }
        head.removeAll();
        head.add(line);
        slots.show(row.running() + " of " + row.slots(), "", String.join(", ", row.models()));
        completed.show(Texts.number(row.completed()), "", Texts.number(row.tokens()) + " tokens");
        earned.show(
                Ton.rounded(row.earned().value()),
                Texts.number(row.earned().value()) + " nanoton",
                "for its owner, accrued");
        failing.show(Texts.number(row.recentFaults()), "", Texts.number(row.failed()) + " failed requests in all");
        Div lines = Panel.facts();
        Panel.fact(lines, "GPU", WorkersPage.gpu(row));
        Panel.fact(lines, "Owner", Texts.whole(row.provider()));
        Panel.fact(
                lines,
                "Expected uptime",
                row.expectedUptimePermille() / 10 + "." + row.expectedUptimePermille() % 10 + "%");
        Panel.fact(lines, "Registered", Moment.of(row.registeredAt()));
        if (row.reason() != null) {
            Panel.fact(lines, "Reason", row.reason());
        }
        facts.removeAll();
        facts.add(lines);
        attested.removeAll();
        attested.add(attestation
                .map(Attested::of)
                .orElseGet(() -> new Div(Texts.faint("Not attested yet: it gets no request before it is."))));
    }
}
