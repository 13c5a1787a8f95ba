package network.cocoon.ui.pages;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import network.cocoon.eventstore.LogNode;
import network.cocoon.projections.ViewsChanged;
import network.cocoon.projections.log.ProcessorRow;
import network.cocoon.projections.log.SystemQueries;
import network.cocoon.projections.log.SystemQueries.SequencerRow;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.LivePage;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Stat;
import network.cocoon.ui.parts.Texts;

/** The machinery: the order of the log and those who read it. */
@Route("system")
@PageTitle("System · Cocoon")
@PermitAll
public class SystemPage extends LivePage<SystemPage.Data> {

    private static final long BEHIND = 1_000;

    private final transient SystemQueries queries;
    private final transient LogNode node;
    private final Stat head = new Stat("Events in the log");
    private final Stat waiting = new Stat("Waiting for their place");
    private final Stat leader = new Stat("This node");
    private final Stat size = new Stat("Database");
    private final Grid<ProcessorRow> grid = new Grid<>();

    SystemPage(ViewsChanged changes, SystemQueries queries, LogNode node) {
        super(changes);
        this.queries = queries;
        this.node = node;
        var top = new Div(new H1("System"), Texts.faint("live"));
        top.addClassName("head");
        var stats = new Div(head, waiting, leader, size);
        stats.addClassName("stats");
        grid.addColumn(ProcessorRow::name).setHeader("Processor").setAutoWidth(true);
        grid.addColumn(ProcessorRow::segment).setHeader("Segment").setAutoWidth(true);
        grid.addColumn(new ComponentRenderer<>(SystemPage::state))
                .setHeader("State")
                .setAutoWidth(true);
        grid.addColumn(new ComponentRenderer<>(p -> Texts.count(p.position())))
                .setHeader("Has read up to")
                .setAutoWidth(true);
        grid.addColumn(new ComponentRenderer<>(p -> Texts.count(p.lag())))
                .setHeader("Behind by")
                .setAutoWidth(true);
        grid.addColumn(new ComponentRenderer<>(p -> Texts.whole(p.owner())))
                .setHeader("Node")
                .setAutoWidth(true);
        grid.setAllRowsVisible(true);
        var letters = Texts.faint("Nothing is set aside: a processor that cannot handle an event stops there, tries"
                + " again, and shows here as falling behind.");
        add(top, stats, new Panel("Readers of the log", grid), new Panel("Dead letters", letters));
    }

    /** One load. */
    record Data(SequencerRow sequencer, boolean leading, List<ProcessorRow> processors) {}

    private static Badge state(ProcessorRow processor) {
        if (processor.owner() == null) {
            return Badge.bad("Nobody runs it");
        }
        return processor.lag() > BEHIND ? Badge.warn("Catching up") : Badge.good("Up to date");
    }

    @Override
    protected Data load() {
        return new Data(queries.sequencer(), node.isLeading(), queries.processors());
    }

    @Override
    protected void show(Data data) {
        head.show(Texts.count(data.sequencer().head()).getText(), "", "in one order, without gaps");
        waiting.show(Texts.count(data.sequencer().waiting()).getText(), "", "committed, not yet ordered");
        leader.show(
                data.leading() ? "Orders the log" : "Stands by",
                "",
                "epoch " + data.sequencer().epoch());
        size.show(Texts.bytes(data.sequencer().bytes()), "", "events, views and indexes");
        grid.setItems(data.processors());
    }
}
