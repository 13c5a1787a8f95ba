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
import network.cocoon.projections.workers.ProviderRow;
import network.cocoon.projections.workers.WorkerQueries;
import network.cocoon.projections.workers.WorkerRow;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.EmptyState;
import network.cocoon.ui.parts.LivePage;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Ton;

/** GPU workers, what vouches for them, and what their owners earned. */
@Route("workers")
@PageTitle("Workers · Cocoon")
@PermitAll
public class WorkersPage extends LivePage<WorkersPage.Data> {

    private static final int MIB_A_GIB = 1_024;

    private final transient WorkerQueries queries;
    private final Grid<WorkerRow> workers = new Grid<>();
    private final Grid<ProviderRow> owners = new Grid<>();
    private final Panel earnings = new Panel("GPU owners", owners);
    private final Span total = Texts.faint("");
    private final EmptyState empty = new EmptyState(
            VaadinIcon.SERVER,
            "No GPU worker yet",
            "Register a GPU owner, issue an enrolment token, and start cocoon-worker with it on the machine that has"
                    + " the GPU. It attests itself and appears here.");

    WorkersPage(ViewsChanged changes, WorkerQueries queries) {
        super(changes);
        this.queries = queries;
        var head = new Div(new H1("Workers"), total);
        head.addClassName("head");
        workers.addColumn(new ComponentRenderer<>(w -> Texts.id(w.worker())))
                .setHeader("Worker")
                .setAutoWidth(true);
        workers.addColumn(new ComponentRenderer<>(WorkersPage::status))
                .setHeader("Status")
                .setAutoWidth(true);
        workers.addColumn(new ComponentRenderer<>(w -> Badge.of(w.trust())))
                .setHeader("Trust")
                .setAutoWidth(true);
        workers.addColumn(w -> w.gpuType() + ", " + w.gpuMemoryMib() / MIB_A_GIB + " GiB")
                .setHeader("GPU")
                .setAutoWidth(true);
        workers.addColumn(w -> String.join(", ", w.models()))
                .setHeader("Models")
                .setAutoWidth(true);
        workers.addColumn(w -> w.running() + " of " + w.slots())
                .setHeader("Slots busy")
                .setAutoWidth(true);
        workers.addColumn(new ComponentRenderer<>(w -> Texts.time(w.attestedAt())))
                .setHeader("Attested")
                .setAutoWidth(true);
        workers.addColumn(new ComponentRenderer<>(w -> Texts.time(w.validUntil())))
                .setHeader("Valid until")
                .setAutoWidth(true);
        workers.addColumn(new ComponentRenderer<>(w -> Texts.count(w.completed())))
                .setHeader("Completed")
                .setAutoWidth(true);
        workers.addColumn(new ComponentRenderer<>(w -> new Ton(w.earned())))
                .setHeader("Earned")
                .setAutoWidth(true);
        workers.addColumn(new ComponentRenderer<>(w -> Texts.id(w.provider())))
                .setHeader("Owner")
                .setAutoWidth(true);
        workers.setAllRowsVisible(true);
        owners.addColumn(new ComponentRenderer<>(p -> Texts.id(p.provider())))
                .setHeader("Owner")
                .setAutoWidth(true);
        owners.addColumn(new ComponentRenderer<>(p -> Texts.id(p.payoutAddress())))
                .setHeader("Payout address")
                .setAutoWidth(true);
        owners.addColumn(ProviderRow::workers).setHeader("Workers").setAutoWidth(true);
        owners.addColumn(new ComponentRenderer<>(p -> Texts.count(p.completed())))
                .setHeader("Completed")
                .setAutoWidth(true);
        owners.addColumn(new ComponentRenderer<>(p -> new Ton(p.earned())))
                .setHeader("Earned")
                .setAutoWidth(true);
        owners.setAllRowsVisible(true);
        add(head, empty, workers, earnings);
    }

    /** One load. */
    record Data(List<WorkerRow> workers, List<ProviderRow> owners) {}

    private static Badge status(WorkerRow worker) {
        Badge badge = Badge.of(worker.status());
        if (worker.reason() != null) {
            badge.setTitle(worker.reason());
        }
        return badge;
    }

    @Override
    protected Data load() {
        return new Data(queries.workers(), queries.providers());
    }

    @Override
    protected void show(Data data) {
        total.setText(data.workers().size() + " registered, live");
        empty.setVisible(data.workers().isEmpty());
        workers.setVisible(!data.workers().isEmpty());
        earnings.setVisible(!data.owners().isEmpty());
        workers.setItems(data.workers());
        owners.setItems(data.owners());
    }
}
