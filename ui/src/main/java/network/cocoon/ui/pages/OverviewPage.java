package network.cocoon.ui.pages;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.worker.TrustClass;
import network.cocoon.projections.ViewsChanged;
import network.cocoon.projections.overview.Bucket;
import network.cocoon.projections.overview.Overview;
import network.cocoon.projections.overview.OverviewQueries;
import network.cocoon.projections.requests.RequestState;
import network.cocoon.projections.workers.WorkerQueries;
import network.cocoon.projections.workers.WorkerStatus;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.EmptyState;
import network.cocoon.ui.parts.Gauge;
import network.cocoon.ui.parts.Head;
import network.cocoon.ui.parts.LivePage;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Stat;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Ton;
import network.cocoon.ui.story.Attested;

/** The network at a glance, moving. */
@Route("")
@PageTitle("Overview · Cocoon")
@PermitAll
public class OverviewPage extends LivePage<OverviewPage.Data> {

    private static final Duration TICK = Duration.ofSeconds(2);

    private final transient OverviewQueries overviews;
    private final transient WorkerQueries workers;
    private final RadioButtonGroup<TimeSpan> spans = new RadioButtonGroup<>();
    private final Stat requests = new Stat("Requests");
    private final Stat running = new Stat("In flight");
    private final Stat tokens = new Stat("Tokens billed");
    private final Stat spent = new Stat("Spent by apps");
    private final Stat latency = new Stat("Median latency");
    private final Stat live = new Stat("Live workers");
    private final OverviewCharts charts = new OverviewCharts();
    private final Map<RequestState, Gauge> outcomes = new EnumMap<>(RequestState.class);
    private final Map<WorkerStatus, Gauge> statuses = new EnumMap<>(WorkerStatus.class);
    private final Div notice = Attested.simulated(
            "Some workers run in a software TEE. For development: nothing they compute is confidential.");
    private final EmptyState empty = new EmptyState(
            VaadinIcon.ROCKET,
            "No requests yet",
            "Ask the sidecar something: paste the curl line that was printed when the network started."
                    + " The request appears here within a second.");
    private volatile TimeSpan asked = TimeSpan.HOUR;

    OverviewPage(ViewsChanged changes, OverviewQueries overviews, WorkerQueries workers) {
        super(changes, TICK);
        this.overviews = overviews;
        this.workers = workers;
        spans.setItems(TimeSpan.values());
        spans.setItemLabelGenerator(TimeSpan::label);
        spans.setValue(asked);
        spans.setAriaLabel("How far back the charts show");
        spans.addClassName("segments");
        spans.addValueChangeListener(event -> {
            asked = event.getValue();
            refresh();
        });
        var head = new Head("Overview").with(spans);
        head.about("Live");
        var stats = new Div(requests, running, tokens, spent, latency, live);
        stats.addClassName("stats");
        var outcome = new Div();
        outcome.addClassName("bars");
        for (RequestState state : RequestState.values()) {
            outcome.add(outcomes.computeIfAbsent(state, s -> new Gauge(Badge.of(s))));
        }
        var status = new Div();
        status.addClassName("bars");
        for (WorkerStatus each : WorkerStatus.values()) {
            status.add(statuses.computeIfAbsent(each, s -> new Gauge(Badge.of(s))));
        }
        var grid = new Div(
                new Panel("Requests by outcome", charts.outcomes()),
                new Panel("Latency, asked to completed", charts.latency()),
                new Panel("Tokens billed", charts.tokens()),
                new Panel("Spend", charts.spend()),
                new Panel("Requests by state, ever", outcome),
                new Panel("Workers by state, now", status));
        grid.addClassName("columns");
        add(head, notice, stats, empty, grid);
    }

    /** One load. */
    record Data(TimeSpan span, Overview overview, List<Bucket> buckets, boolean simulated) {}

    @Override
    protected Data load() {
        TimeSpan span = asked;
        boolean simulated = workers.workers().stream().anyMatch(w -> w.trust() == TrustClass.SIMULATED);
        return new Data(
                span,
                overviews.overview(span.window()),
                span.coarse(overviews.series(span.grain(), span.buckets())),
                simulated);
    }

    @Override
    protected void show(Data data) {
        if (data.span() != asked) {
            return;
        }
        Overview all = data.overview();
        long failed = count(all, RequestState.FAILED);
        long queued = count(all, RequestState.QUEUED);
        requests.show(
                Texts.number(all.totalRequests()),
                "",
                Texts.number(count(all, RequestState.COMPLETED)) + " completed, " + Texts.number(failed) + " failed");
        running.show(
                Texts.number(count(all, RequestState.ASSIGNED) + queued),
                "",
                Texts.number(queued) + " queued, " + Ton.rounded(all.reserved().value()) + " reserved");
        tokens.show(Texts.number(all.tokens()), "", "prompt and answer, all kinds");
        spent.show(
                Ton.rounded(all.spent().value()),
                Texts.number(all.spent().value()) + " nanoton",
                Ton.rounded(all.rewards().value()) + " to GPU owners");
        latency.show(
                all.latency().samples() == 0 ? "–" : Texts.millis(all.latency().p50Millis()),
                "",
                all.latency().samples() == 0
                        ? "nothing completed, " + data.span().last()
                        : "p95 " + Texts.millis(all.latency().p95Millis()) + ", p99 "
                                + Texts.millis(all.latency().p99Millis()) + ", "
                                + data.span().last());
        long known = all.workers().values().stream().mapToLong(Long::longValue).sum();
        live.show(
                Texts.number(all.workers().getOrDefault(WorkerStatus.LIVE, 0L)),
                "",
                "of " + Texts.number(known) + " registered");
        charts.show(data.span(), data.buckets());
        empty.setVisible(all.totalRequests() == 0);
        notice.setVisible(data.simulated());
        outcomes.forEach((state, gauge) -> gauge.show(count(all, state), all.totalRequests()));
        statuses.forEach((status, gauge) -> gauge.show(all.workers().getOrDefault(status, 0L), known));
    }

    private static long count(Overview all, RequestState state) {
        return all.requests().getOrDefault(state, 0L);
    }
}
