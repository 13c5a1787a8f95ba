package network.cocoon.ui.pages;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.stream.Stream;
import network.cocoon.projections.ViewsChanged;
import network.cocoon.projections.log.LogQueries;
import network.cocoon.projections.log.RecordedEvent;
import network.cocoon.ui.parts.EmptyState;
import network.cocoon.ui.parts.LivePage;
import network.cocoon.ui.parts.Texts;

/** The log itself, the newest event first. */
@Route("events")
@PageTitle("Events · Cocoon")
@PermitAll
public class EventsPage extends LivePage<Long> {

    private final transient LogQueries log;
    private final Grid<RecordedEvent> grid = new Grid<>();
    private final Span total = Texts.faint("");
    private final EmptyState empty = new EmptyState(
            VaadinIcon.LIST_OL, "The log is empty", "Register an app or a worker: the first fact appears here.");
    private final CallbackDataProvider<RecordedEvent, Void> rows = DataProvider.fromCallbacks(this::fetch, _ -> size());
    private long head;

    EventsPage(ViewsChanged changes, LogQueries log) {
        super(changes);
        this.log = log;
        addClassName("tall");
        var top = new Div(new H1("Events"), total);
        top.addClassName("head");
        grid.addColumn(new ComponentRenderer<>(e -> new Span("#" + e.denseIndex())))
                .setHeader("Place")
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addColumn(new ComponentRenderer<>(e -> Texts.time(e.time())))
                .setHeader("Time")
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addColumn(RecordedEvent::name)
                .setHeader("Event")
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addColumn(new ComponentRenderer<>(e -> Texts.whole(e.aggregate())))
                .setHeader("Stream")
                .setAutoWidth(true);
        grid.addColumn(RecordedEvent::sequence)
                .setHeader("In stream")
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addColumn(RecordedEvent::revision)
                .setHeader("Revision")
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.setItemDetailsRenderer(new ComponentRenderer<>(e -> Timeline.json(e.json())));
        grid.setItems(rows);
        grid.setSizeFull();
        add(top, empty, grid);
    }

    /** The dense index has no gaps, so the n-th row from the top is the event at head - n. */
    private Stream<RecordedEvent> fetch(Query<RecordedEvent, Void> query) {
        long from = head - query.getOffset();
        int limit = Math.min(query.getLimit(), LogQueries.MAX_EVENTS);
        return from < 1 ? Stream.empty() : log.backFrom(from, limit).stream();
    }

    private int size() {
        return Math.toIntExact(Math.min(head, Integer.MAX_VALUE));
    }

    @Override
    protected Long load() {
        return log.head();
    }

    @Override
    protected void show(Long newHead) {
        if (newHead == head && head > 0) {
            return;
        }
        head = newHead;
        total.setText(Texts.count(head).getText() + " in all, live · click one for its stored bytes");
        empty.setVisible(head == 0);
        grid.setVisible(head > 0);
        rows.refreshAll();
    }
}
