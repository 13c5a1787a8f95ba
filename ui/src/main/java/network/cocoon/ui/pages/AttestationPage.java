package network.cocoon.ui.pages;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.Optional;
import network.cocoon.domain.attestation.report.AttestationReport;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.worker.TrustClass;
import network.cocoon.projections.ViewsChanged;
import network.cocoon.projections.workers.AttestationRow;
import network.cocoon.projections.workers.WorkerQueries;
import network.cocoon.ui.evidence.EvidenceBook;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.EmptyState;
import network.cocoon.ui.parts.Head;
import network.cocoon.ui.parts.LivePage;
import network.cocoon.ui.parts.Moment;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.security.ActionRefusedException;
import network.cocoon.ui.story.Attested;
import network.cocoon.ui.story.Proof;
import org.jspecify.annotations.Nullable;

/** One attestation: its evidence judged again, here and now, check by check. */
@Route("attestations/:evidence")
@PageTitle("Attestation · Cocoon")
@PermitAll
public class AttestationPage extends LivePage<AttestationPage.Data> implements BeforeEnterObserver {

    private static final Duration SELDOM = Duration.ofMinutes(5);

    private final transient WorkerQueries workers;
    private final transient EvidenceBook book;
    private transient volatile @Nullable Digest evidence;
    private transient @Nullable Data shown;

    AttestationPage(ViewsChanged changes, WorkerQueries workers, EvidenceBook book) {
        super(changes, SELDOM);
        this.workers = workers;
        this.book = book;
    }

    /**
     * One load.
     *
     * @param problem why there is no report; empty where there is one
     */
    record Data(
            Optional<AttestationRow> row,
            Optional<AttestationReport> report,
            Optional<AttestationReport> before,
            String problem) {}

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        evidence = event.getRouteParameters()
                .get("evidence")
                .flatMap(AttestationPage::parse)
                .orElse(null);
    }

    private static Optional<Digest> parse(String text) {
        try {
            return Optional.of(new Digest(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    protected Data load() {
        Digest digest = evidence;
        Optional<AttestationRow> row = digest == null ? Optional.empty() : workers.attestation(digest);
        if (digest == null || row.isEmpty()) {
            return new Data(Optional.empty(), Optional.empty(), Optional.empty(), "");
        }
        try {
            return new Data(
                    row,
                    Optional.of(book.report(digest, row.get().at())),
                    workers.before(row.get()).map(it -> book.report(new Digest(it.evidenceDigest()), it.at())),
                    "");
        } catch (ActionRefusedException e) {
            return new Data(row, Optional.empty(), Optional.empty(), e.why());
        }
    }

    @Override
    protected void show(Data data) {
        if (data.equals(shown)) {
            return;
        }
        shown = data;
        removeAll();
        add(Head.crumb("Workers", WorkersPage.class));
        if (data.row().isEmpty()) {
            add(new EmptyState(
                    VaadinIcon.SEARCH,
                    "No such attestation",
                    "Its name is the digest of the evidence, 64 hexadecimal digits; refused evidence is not kept."));
            return;
        }
        AttestationRow row = data.row().get();
        var head = new Head("Attestation");
        head.about("");
        head.add(Texts.whole(row.evidenceDigest()), Badge.of(row.trust()));
        data.report().ifPresent(report -> head.add(Proof.verdict(report)));
        add(head);
        if (row.trust() == TrustClass.SIMULATED) {
            add(Attested.simulated("A software TEE vouched for this worker. It proves the path, not confidentiality."));
        }
        if (data.report().isEmpty()) {
            var notice = new Div(new Span("It cannot be judged again: " + data.problem()));
            notice.addClassNames("notice", "bad");
            add(notice);
            return;
        }
        add(
                new Panel("Checks", Proof.checks(data.report().get())),
                columns(row, data.report().get(), data.before()));
    }

    private static Div columns(AttestationRow row, AttestationReport report, Optional<AttestationReport> before) {
        var facts = Panel.facts();
        Panel.fact(facts, "Worker", Texts.link(row.worker(), "workers"));
        Panel.fact(facts, "Accepted", Moment.exact(row.at()));
        Panel.fact(facts, "Valid until", Moment.of(row.validUntil()));
        Panel.fact(facts, "Measurement", Texts.whole(row.measurement()));
        Panel.fact(
                facts,
                "How it is judged",
                Texts.faint("From the stored bytes, as of when it was accepted, by what is allowed today."));
        var left = new Div(new Panel("What quote and keys say", Proof.fields(report)));
        var right = new Div(
                new Panel("Evidence", facts),
                new Panel("Since its last one", Proof.changes(report, before)),
                new Panel("Collateral", Proof.collateral(report)),
                new Panel("Certificates", Proof.certificates(report)));
        left.addClassName("stack");
        right.addClassName("stack");
        var columns = new Div(left, right);
        columns.addClassName("columns");
        return columns;
    }
}
