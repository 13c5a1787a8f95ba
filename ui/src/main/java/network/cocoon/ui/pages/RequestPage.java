package network.cocoon.ui.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.inference.InferenceEvent.Assigned;
import network.cocoon.domain.inference.InferenceEvent.Completed;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.projections.ViewsChanged;
import network.cocoon.projections.log.LogQueries;
import network.cocoon.projections.log.RecordedEvent;
import network.cocoon.projections.requests.AttemptRow;
import network.cocoon.projections.requests.RequestQueries;
import network.cocoon.projections.requests.RequestRow;
import network.cocoon.projections.workers.AttestationRow;
import network.cocoon.projections.workers.WorkerQueries;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.EmptyState;
import network.cocoon.ui.parts.Head;
import network.cocoon.ui.parts.LivePage;
import network.cocoon.ui.parts.Moment;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Stat;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Ton;
import network.cocoon.ui.parts.Tone;
import network.cocoon.ui.story.Attempts;
import network.cocoon.ui.story.Attested;
import network.cocoon.ui.story.Bill;
import network.cocoon.ui.story.LastHead;
import network.cocoon.ui.story.Reason;
import network.cocoon.ui.story.Receipts;
import network.cocoon.ui.story.Timeline;
import org.jspecify.annotations.Nullable;

/** One request: what happened, why this worker, what stands behind it, the bill and the receipt. */
@Route("requests/:request")
@PageTitle("Request · Cocoon")
@PermitAll
public class RequestPage extends LivePage<RequestPage.Data> implements BeforeEnterObserver {

    private final transient RequestQueries requests;
    private final transient LogQueries log;
    private final transient WorkerQueries workers;
    private transient volatile @Nullable RequestId request;
    private transient @Nullable Data shown;

    RequestPage(ViewsChanged changes, RequestQueries requests, LogQueries log, WorkerQueries workers) {
        super(changes);
        this.requests = requests;
        this.log = log;
        this.workers = workers;
    }

    /** One load. */
    record Data(
            Optional<RequestRow> row,
            List<RecordedEvent> chain,
            List<AttemptRow> attempts,
            Optional<AttestationRow> attestation) {}

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        request = event.getRouteParameters()
                .get("request")
                .flatMap(RequestPage::parse)
                .orElse(null);
    }

    private static Optional<RequestId> parse(String text) {
        try {
            return Optional.of(new RequestId(text));
        } catch (IllegalArgumentException e) {
            // Somebody typed it: the page says that there is no such request.
            return Optional.empty();
        }
    }

    @Override
    protected Data load() {
        RequestId id = request;
        if (id == null) {
            return new Data(Optional.empty(), List.of(), List.of(), Optional.empty());
        }
        Optional<RequestRow> row = requests.find(id);
        return new Data(
                row,
                log.chain(id),
                requests.attempts(id),
                row.map(RequestRow::workerKey).flatMap(key -> workers.attestation(new WorkerKeyId(key))));
    }

    @Override
    protected void show(Data data) {
        // Other requests change all the time: opened details stay open while nothing here does.
        if (shown != null && same(shown, data)) {
            return;
        }
        shown = data;
        removeAll();
        add(Head.crumb("Requests", RequestsPage.class));
        if (data.row().isEmpty()) {
            add(new EmptyState(
                    VaadinIcon.SEARCH,
                    "No such request",
                    "Check the id: 32 hexadecimal characters, as the sidecar's answer names it."));
            return;
        }
        RequestRow row = data.row().get();
        var head = new Head("Request");
        head.about("");
        head.add(Texts.whole(row.request()), Badge.of(row.state()));
        if (row.partial()) {
            head.add(new Badge("Partial bill", Tone.WARN));
        }
        var left = new Div(new Panel("What happened", Timeline.of(data.chain())));
        left.addClassName("stack");
        if (!data.attempts().isEmpty()) {
            left.add(new Panel("Attempts", Attempts.of(row, data.attempts())));
        }
        left.add(new Panel("Request", facts(row)));
        var right = new Div(sides(row, data));
        right.addClassName("stack");
        var columns = new Div(left, right);
        columns.addClassName("columns");
        add(head, figures(row), columns);
    }

    private static Div figures(RequestRow row) {
        var cost = new Stat(row.partial() ? "Partial bill" : "Bill");
        cost.show(
                Ton.rounded(row.cost().value()),
                Texts.number(row.cost().value()) + " nanoton",
                "of " + Ton.rounded(row.maxCost().value()) + " reserved");
        var tokens = new Stat("Tokens");
        tokens.show(Texts.number(row.tokens()), "", "of " + Texts.number(row.maxTokens()) + " at most");
        var latency = new Stat("Latency");
        latency.show(
                Texts.duration(row.latency()).getText(),
                "",
                row.firstTokenAt() == null
                        ? "no first token yet"
                        : "first token after "
                                + Texts.millis(Duration.between(row.requestedAt(), row.firstTokenAt())
                                        .toMillis()));
        var attempts = new Stat("Attempts");
        attempts.show(
                Integer.toString(row.attempt()),
                "",
                row.failure() == null ? "no failure" : Texts.word(row.failure()) + ", fault: " + row.fault());
        var stats = new Div(cost, tokens, latency, attempts);
        stats.addClassName("stats");
        return stats;
    }

    private static Component[] sides(RequestRow row, Data data) {
        var panels = new ArrayList<Component>();
        Optional<Completed> completed = first(data.chain(), Completed.class);
        Optional<Assigned> assigned = last(data.chain(), Assigned.class);
        panels.add(new Panel("Bill", Bill.of(row, data.chain())));
        Bill.partial(data.chain())
                .ifPresent(bill -> panels.add(new Panel("Progress that both signed", LastHead.of(bill))));
        assigned.ifPresent(a -> panels.add(new Panel("Why this worker", Reason.of(a))));
        data.attestation().ifPresent(a -> panels.add(new Panel("Attestation of the worker's key", Attested.of(a))));
        completed.ifPresent(done -> panels.add(new Panel("Receipt", Receipts.of(done))));
        return panels.toArray(Component[]::new);
    }

    private static Div facts(RequestRow row) {
        var facts = Panel.facts();
        Panel.fact(facts, "Model", row.model());
        Panel.fact(facts, "App", Texts.link(row.account(), "accounts"));
        Panel.fact(facts, "Client key", Texts.whole(row.clientKey()));
        Panel.fact(facts, "Worker", Texts.link(row.worker(), "workers"));
        Panel.fact(facts, "GPU owner", Texts.whole(row.provider()));
        Panel.fact(facts, "Asked", Moment.exact(row.requestedAt()));
        Panel.fact(facts, "Deadline", Moment.exact(row.deadline()));
        Panel.fact(
                facts,
                "At most",
                new Ton(row.maxCost()),
                Texts.faint(row.maxTokens() + " tokens, coefficient " + row.maxCoefficient()));
        if (row.failure() != null) {
            Panel.fact(facts, "Failed", new Badge(row.failure(), Tone.BAD), Texts.faint("fault: " + row.fault()));
        }
        return facts;
    }

    private static boolean same(Data a, Data b) {
        return a.row().equals(b.row())
                && a.attestation().equals(b.attestation())
                && a.attempts().equals(b.attempts())
                && places(a).equals(places(b));
    }

    private static List<String> places(Data data) {
        return data.chain().stream()
                .map(event -> event.eventId() + "#" + event.denseIndex())
                .toList();
    }

    private static <E> Optional<E> first(List<RecordedEvent> chain, Class<E> type) {
        return chain.stream()
                .map(RecordedEvent::event)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private static <E> Optional<E> last(List<RecordedEvent> chain, Class<E> type) {
        return first(chain.reversed(), type);
    }
}
