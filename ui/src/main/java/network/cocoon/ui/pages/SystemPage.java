package network.cocoon.ui.pages;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import network.cocoon.eventstore.LogNode;
import network.cocoon.projections.ViewsChanged;
import network.cocoon.projections.letters.DeadLetter;
import network.cocoon.projections.letters.DeadLetters;
import network.cocoon.projections.log.NodeRow;
import network.cocoon.projections.log.ProcessorRow;
import network.cocoon.projections.log.RebuildRow;
import network.cocoon.projections.log.SystemQueries;
import network.cocoon.projections.log.SystemQueries.SequencerRow;
import network.cocoon.projections.rebuild.Rebuild;
import network.cocoon.ui.books.Books;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.Columns;
import network.cocoon.ui.parts.EmptyState;
import network.cocoon.ui.parts.Head;
import network.cocoon.ui.parts.LiveList;
import network.cocoon.ui.parts.LivePage;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Stat;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Tone;
import network.cocoon.ui.security.Actions;
import org.jspecify.annotations.Nullable;

/** The machinery: server nodes, the order of the log, those who read it, and what they could not take in. */
@Route("system")
@PageTitle("System · Cocoon")
@PermitAll
public class SystemPage extends LivePage<SystemPage.Data> {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration SILENT = Duration.ofSeconds(10);
    private static final long BEHIND = 1_000;

    private final transient SystemQueries queries;
    private final transient LogNode node;
    private final transient InstantSource clock;
    private final transient DeadLetters deadLetters;
    private final transient Books books;
    private final Head top = new Head("System");
    private final Stat head = new Stat("Events in the log");
    private final Stat waiting = new Stat("Waiting for their place");
    private final Stat leader = new Stat("This node");
    private final Stat size = new Stat("Database");
    private final Grid<ProcessorRow> readers = new Grid<>();
    private final LiveList<ProcessorRow> readerRows = new LiveList<>(readers, p -> p.name() + p.segment());
    private final Grid<NodeRow> nodes = new Grid<>();
    private final LiveList<NodeRow> nodeRows = new LiveList<>(nodes, NodeRow::id);
    private final EmptyState alone = new EmptyState(
            VaadinIcon.SERVER,
            "No node has told of itself",
            "Server nodes appear here with their roles once they start.");

    private final DeadLettersPanel letters;
    private final RebuildPanel rebuild;
    private final CheckpointPanel checkpoints = new CheckpointPanel();

    SystemPage(
            ViewsChanged changes,
            SystemQueries queries,
            LogNode node,
            InstantSource clock,
            DeadLetters deadLetters,
            Rebuild rebuilding,
            Books books,
            Actions actions) {
        super(changes, TICK);
        this.queries = queries;
        this.node = node;
        this.clock = clock;
        this.deadLetters = deadLetters;
        this.books = books;
        var stats = new Div(head, waiting, leader, size);
        stats.addClassName("stats");
        var columns = Columns.sorted(readers);
        columns.text("Reader", ProcessorRow::name);
        columns.count("Segment", ProcessorRow::segment);
        columns.badge("State", SystemPage::state);
        columns.count("Behind by", ProcessorRow::lag);
        Columns.from(560, columns.count("Has read up to", ProcessorRow::position));
        Columns.from(760, columns.text("Node", ProcessorRow::owner));
        readers.getElement().setAttribute("aria-label", "Readers of the log");
        var of = Columns.sorted(nodes);
        of.text("Node", NodeRow::id);
        of.badge("State", this::state);
        of.text("Roles", row -> roles(row.roles()));
        of.ago("Heartbeat", NodeRow::heartbeat);
        Columns.from(700, of.text("Address", NodeRow::url));
        nodes.getElement().setAttribute("aria-label", "Server nodes");
        var servers = Panel.of("Server nodes", nodes);
        servers.add(alone);
        letters = new DeadLettersPanel(deadLetters, actions, this::refresh);
        rebuild = new RebuildPanel(rebuilding, actions, this::refresh);
        add(
                top,
                stats,
                letters.panel(),
                Panel.of("Readers of the log", readers),
                servers,
                checkpoints,
                rebuild.panel());
    }

    /** One load. */
    record Data(
            SequencerRow sequencer,
            boolean leading,
            List<ProcessorRow> processors,
            List<NodeRow> nodes,
            List<DeadLetter> letters,
            Optional<RebuildRow> rebuild,
            CheckpointPanel.Found checkpoints) {}

    private static Badge state(ProcessorRow processor) {
        if (processor.owner() == null) {
            return new Badge("Nobody runs it", Tone.BAD);
        }
        return processor.lag() > BEHIND ? new Badge("Catching up", Tone.WARN) : new Badge("Up to date", Tone.GOOD);
    }

    /** As {@code cocoon.node.roles} is written. */
    private static String roles(@Nullable String stored) {
        return stored == null
                ? "–"
                : stored.toLowerCase(Locale.ROOT).replace('_', '-').replace(",", ", ");
    }

    private Badge state(NodeRow row) {
        Instant beat = row.heartbeat();
        if (beat == null || beat.isBefore(clock.instant().minus(SILENT))) {
            return new Badge("Silent", Tone.BAD);
        }
        return row.draining() ? new Badge("Draining", Tone.WARN) : new Badge("Running", Tone.GOOD);
    }

    @Override
    protected Data load() {
        return new Data(
                queries.sequencer(),
                node.isLeading(),
                queries.processors(),
                queries.nodes(),
                deadLetters.letters(),
                queries.rebuild(),
                CheckpointPanel.Found.ask(books));
    }

    @Override
    protected void show(Data data) {
        long lag = data.processors().stream().mapToLong(ProcessorRow::lag).max().orElse(0);
        if (!data.letters().isEmpty()) {
            top.about("something needs a decision", Tone.BAD);
        } else if (lag > BEHIND) {
            top.about("readers are behind by " + Texts.number(lag), Tone.WARN);
        } else {
            top.about("everything up to date");
        }
        head.show(Texts.number(data.sequencer().head()), "", "in one order, without gaps");
        waiting.show(Texts.number(data.sequencer().waiting()), "", "committed, not yet ordered");
        leader.show(
                data.leading() ? "Orders the log" : "Stands by",
                "",
                "sequencer epoch " + data.sequencer().epoch());
        size.show(Texts.bytes(data.sequencer().bytes()), "", "events, views and indexes");
        readerRows.show(data.processors());
        nodeRows.show(data.nodes());
        letters.show(data.letters());
        rebuild.show(data.rebuild());
        checkpoints.show(data.checkpoints());
        nodes.setVisible(!data.nodes().isEmpty());
        alone.setVisible(data.nodes().isEmpty());
    }
}
