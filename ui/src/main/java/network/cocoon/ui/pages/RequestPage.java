package network.cocoon.ui.pages;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.inference.InferenceEvent.Assigned;
import network.cocoon.domain.inference.InferenceEvent.Completed;
import network.cocoon.domain.inference.InferenceEvent.Requested;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.projections.ViewsChanged;
import network.cocoon.projections.log.LogQueries;
import network.cocoon.projections.log.RecordedEvent;
import network.cocoon.projections.requests.RequestQueries;
import network.cocoon.projections.requests.RequestRow;
import network.cocoon.projections.workers.AttestationRow;
import network.cocoon.projections.workers.WorkerQueries;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.EmptyState;
import network.cocoon.ui.parts.LivePage;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Ton;
import org.jspecify.annotations.Nullable;

/** One request: what happened, why this worker, what stands behind it, and the bill. */
@Route("requests/:request")
@PageTitle("Request · Cocoon")
@PermitAll
public class RequestPage extends LivePage<RequestPage.Data> implements BeforeEnterObserver {

    private final transient RequestQueries requests;
    private final transient LogQueries log;
    private final transient WorkerQueries workers;
    private transient @Nullable RequestId request;
    private @Nullable Data shown;

    RequestPage(ViewsChanged changes, RequestQueries requests, LogQueries log, WorkerQueries workers) {
        super(changes);
        this.requests = requests;
        this.log = log;
        this.workers = workers;
    }

    /** One load. */
    record Data(Optional<RequestRow> row, List<RecordedEvent> chain, Optional<AttestationRow> attestation) {}

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
            return new Data(Optional.empty(), List.of(), Optional.empty());
        }
        Optional<RequestRow> row = requests.find(id);
        return new Data(
                row,
                log.chain(id),
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
        var back = new RouterLink("Requests", RequestsPage.class);
        if (data.row().isEmpty()) {
            add(
                    back,
                    new EmptyState(
                            VaadinIcon.SEARCH,
                            "No such request",
                            "Check the id: 32 hexadecimal characters, as the sidecar's answer names it."));
            return;
        }
        RequestRow row = data.row().get();
        var head = new Div(new H1("Request"), Texts.whole(row.request()), Badge.of(row.state()));
        head.addClassName("head");
        var columns = new Div(new Panel("What happened", Timeline.of(data.chain())), new Div(sides(row, data)));
        columns.addClassName("columns");
        ((Div) columns.getComponentAt(1)).getStyle().set("display", "grid").set("gap", "1rem");
        add(back, head, columns);
    }

    private static Panel[] sides(RequestRow row, Data data) {
        var panels = new java.util.ArrayList<Panel>();
        panels.add(new Panel("Request", facts(row)));
        first(data.chain(), Requested.class).ifPresent(asked -> {
            Optional<Assigned> assigned = last(data.chain(), Assigned.class);
            first(data.chain(), Completed.class)
                    .ifPresent(done -> panels.add(new Panel("Bill", Bill.of(asked, assigned, done))));
            assigned.ifPresent(a -> panels.add(new Panel("Why this worker", Reason.of(a))));
        });
        data.attestation().ifPresent(a -> panels.add(new Panel("Attestation of the worker's key", Attested.of(a))));
        first(data.chain(), Completed.class).ifPresent(done -> panels.add(new Panel("Receipt", receipt(done))));
        return panels.toArray(Panel[]::new);
    }

    private static Div facts(RequestRow row) {
        var facts = Panel.facts();
        Panel.fact(facts, "Model", row.model());
        Panel.fact(facts, "App", Texts.whole(row.account()));
        Panel.fact(facts, "Client key", Texts.id(row.clientKey()));
        Panel.fact(facts, "Worker", Texts.whole(row.worker()));
        Panel.fact(facts, "GPU owner", Texts.whole(row.provider()));
        Panel.fact(facts, "Asked", Texts.time(row.requestedAt()));
        Panel.fact(facts, "Latency", Texts.duration(row.latency()));
        Panel.fact(
                facts,
                "At most",
                new Ton(row.maxCost()),
                Texts.faint("  " + row.maxTokens() + " tokens, coefficient " + row.maxCoefficient()));
        if (row.failure() != null) {
            Panel.fact(facts, "Failed", Badge.bad(row.failure()), Texts.faint("  fault: " + row.fault()));
        }
        return facts;
    }

    private static Div receipt(Completed done) {
        var facts = Panel.facts();
        Panel.fact(facts, "Signed by", Texts.whole(done.worker().value()));
        Panel.fact(
                facts,
                "Receipt",
                done.receipt().length() + " bytes, with an Ed25519 signature of "
                        + done.receiptSignature().length() + " bytes, both in the log");
        Panel.fact(facts, "First token", Texts.time(done.firstTokenAt()));
        Panel.fact(facts, "Finished", Texts.time(done.finishedAt()));
        Panel.fact(
                facts, "Check it", Texts.faint("cocoon-audit replay recomputes this bill and verifies the signature."));
        return facts;
    }

    private static boolean same(Data a, Data b) {
        return a.row().equals(b.row())
                && a.attestation().equals(b.attestation())
                && a.chain().stream()
                        .map(RecordedEvent::denseIndex)
                        .toList()
                        .equals(b.chain().stream()
                                .map(RecordedEvent::denseIndex)
                                .toList());
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
