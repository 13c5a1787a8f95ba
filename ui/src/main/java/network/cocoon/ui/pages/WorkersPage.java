package network.cocoon.ui.pages;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.List;
import network.cocoon.projections.ViewsChanged;
import network.cocoon.projections.workers.ProviderRow;
import network.cocoon.projections.workers.WorkerQueries;
import network.cocoon.projections.workers.WorkerRow;
import network.cocoon.projections.workers.WorkerStatus;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.Columns;
import network.cocoon.ui.parts.EmptyState;
import network.cocoon.ui.parts.Head;
import network.cocoon.ui.parts.LiveList;
import network.cocoon.ui.parts.LivePage;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Tone;

/** GPU workers, what vouches for them, and what their owners earned. */
@Route("workers")
@PageTitle("Workers · Cocoon")
@PermitAll
public class WorkersPage extends LivePage<WorkersPage.Data> {

    private static final int MIB_A_GIB = 1_024;
    /** Attestations run out by the clock, not by an event. */
    private static final Duration TICK = Duration.ofSeconds(5);

    private final transient WorkerQueries queries;
    private final Head head = new Head("Workers");
    private final Grid<WorkerRow> workers = new Grid<>();
    private final Grid<ProviderRow> owners = new Grid<>();
    private final LiveList<WorkerRow> workerRows = new LiveList<>(workers, WorkerRow::worker);
    private final LiveList<ProviderRow> ownerRows = new LiveList<>(owners, ProviderRow::provider);
    private final Panel fleet = Panel.of("GPU workers", workers);
    private final Panel earnings = Panel.of("GPU owners", owners);
    private final EmptyState empty = new EmptyState(
            VaadinIcon.SERVER,
            "No GPU worker yet",
            "Register a GPU owner, issue an enrolment token, and start cocoon-worker with it on the machine that has"
                    + " the GPU. It attests itself and appears here.");

    WorkersPage(ViewsChanged changes, WorkerQueries queries) {
        super(changes, TICK);
        this.queries = queries;
        var columns = Columns.sorted(workers);
        columns.link("Worker", "workers", WorkerRow::worker);
        columns.badge("Status", WorkersPage::status);
        Columns.from(620, columns.badge("Trust", w -> Badge.of(w.trust())));
        Columns.from(760, columns.text("GPU", WorkersPage::gpu));
        Columns.from(1080, columns.text("Models", w -> String.join(", ", w.models())));
        Columns.from(480, columns.text("Slots busy", w -> w.running() + " of " + w.slots()));
        columns.badge("Faults, 24 h", WorkersPage::faults);
        Columns.from(1180, columns.ago("Attested", WorkerRow::attestedAt));
        Columns.from(1000, columns.ago("Valid", WorkerRow::validUntil));
        Columns.from(860, columns.count("Completed", WorkerRow::completed));
        Columns.from(700, columns.ton("Earned", WorkerRow::earned));
        workers.addClassName("rows-open");
        workers.getElement().setAttribute("aria-label", "GPU workers");
        workers.addItemClickListener(event -> event.getSource()
                .getUI()
                .ifPresent(ui -> ui.navigate("workers/" + event.getItem().worker())));
        var of = Columns.sorted(owners);
        of.id("Owner", ProviderRow::provider);
        Columns.from(640, of.id("Payout address", ProviderRow::payoutAddress));
        Columns.from(1080, of.id("Changes to", ProviderRow::proposed));
        Columns.from(1080, of.time("Changes at", ProviderRow::due));
        of.count("Workers", ProviderRow::workers);
        Columns.from(480, of.count("Completed", ProviderRow::completed));
        of.ton("Earned", ProviderRow::earned);
        Columns.from(760, of.time("Registered", ProviderRow::registeredAt));
        owners.getElement().setAttribute("aria-label", "GPU owners");
        add(head, empty, fleet, earnings);
    }

    /** One load. */
    record Data(List<WorkerRow> workers, List<ProviderRow> owners) {}

    static Badge status(WorkerRow worker) {
        Badge badge = Badge.of(worker.status());
        if (worker.reason() != null) {
            badge.setTitle(worker.reason());
        }
        return badge;
    }

    static String gpu(WorkerRow worker) {
        return worker.gpuType() + ", " + worker.gpuMemoryMib() / MIB_A_GIB + " GiB";
    }

    private static Badge faults(WorkerRow worker) {
        return worker.recentFaults() == 0
                ? new Badge("None", Tone.QUIET)
                : new Badge(Integer.toString(worker.recentFaults()), Tone.BAD);
    }

    @Override
    protected Data load() {
        return new Data(queries.workers(), queries.providers());
    }

    @Override
    protected void show(Data data) {
        long live = data.workers().stream()
                .filter(w -> w.status() == WorkerStatus.LIVE)
                .count();
        head.about(live + " of " + data.workers().size() + " live");
        empty.setVisible(data.workers().isEmpty());
        fleet.setVisible(!data.workers().isEmpty());
        earnings.setVisible(!data.owners().isEmpty());
        workerRows.show(data.workers());
        ownerRows.show(data.owners());
    }
}
