package network.cocoon.ui.pages;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import network.cocoon.projections.ViewsChanged;
import network.cocoon.projections.log.LogFilter;
import network.cocoon.projections.log.LogPage;
import network.cocoon.projections.log.LogQueries;
import network.cocoon.projections.log.RecordedEvent;
import network.cocoon.ui.parts.Columns;
import network.cocoon.ui.parts.EmptyState;
import network.cocoon.ui.parts.FilterBar;
import network.cocoon.ui.parts.Head;
import network.cocoon.ui.parts.LivePage;
import network.cocoon.ui.parts.LiveRows;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.story.Timeline;

/** The log itself, the newest event first. Without a filter every place can be scrolled to; with one, page by page. */
@Route("events")
@PageTitle("Events · Cocoon")
@PermitAll
public class EventsPage extends LivePage<EventsPage.Data> implements BeforeEnterObserver {

    private static final int PAGE = 60;
    private static final int FOUND = 300;
    private static final List<String> STREAMS =
            List.of("account", "inference", "provider", "registry", "settlement", "transparency", "worker");

    private final transient LogQueries log;
    private final Head head = new Head("Events");
    private final Grid<RecordedEvent> grid = new Grid<>();
    private final ComboBox<String> stream = new ComboBox<>();
    private final ComboBox<String> name = new ComboBox<>();
    private final FilterBar bar =
            new FilterBar("Whole id of a request, app, worker, owner …", this::filtered, stream, name);
    private final LiveRows live = new LiveRows(grid, this::moved);
    private final Button older = new Button("Older", VaadinIcon.ARROW_DOWN.create(), _ -> older());
    private final EmptyState empty = new EmptyState(
            VaadinIcon.LIST_OL,
            "No event here",
            "Clear the filter. In an empty log, register an app or a worker: the first fact appears here.");
    private final CallbackDataProvider<RecordedEvent, Void> rows =
            new CallbackDataProvider<>(this::fetch, _ -> size(), RecordedEvent::eventId);
    private transient volatile Place asked = new Place(LogFilter.ALL, 0);
    private transient Data shown = new Data(asked, 0, 0, new LogPage(List.of(), 0));

    EventsPage(ViewsChanged changes, LogQueries log) {
        super(changes);
        this.log = log;
        addClassName("tall");
        choice(stream, "Any stream", STREAMS);
        choice(name, "Any event", log.names());
        older.setVisible(false);
        var columns = new Columns<>(grid);
        columns.text("Place", e -> e.denseIndex() == null ? "not yet" : "#" + Texts.number(e.denseIndex()));
        columns.time("Stored", RecordedEvent::time);
        columns.text("Event", RecordedEvent::name);
        Columns.from(560, columns.text("Stream", RecordedEvent::aggregate));
        Columns.from(900, columns.count("In stream", RecordedEvent::sequence));
        Columns.from(980, columns.count("Revision", RecordedEvent::revision));
        Columns.from(1080, columns.text("Size", e -> Texts.number(e.json().length()) + " bytes"));
        grid.setItemDetailsRenderer(new ComponentRenderer<>(EventsPage::details));
        grid.setPageSize(PAGE);
        grid.setItems(rows);
        grid.addClassName("rows-open");
        grid.getElement().setAttribute("aria-label", "Events");
        add(head, bar, empty, live, grid, older);
    }

    private void choice(ComboBox<String> box, String nothing, List<String> items) {
        box.setPlaceholder(nothing);
        box.setAriaLabel(nothing);
        box.setItems(items);
        box.setClearButtonVisible(true);
        box.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                filtered();
            }
        });
    }

    /** What is asked for: a filter, and how far up; 0 follows the log's end. */
    record Place(LogFilter filter, long upTo) {}

    /**
     * One load.
     *
     * @param head  the log's end, as far as is shown
     * @param newer how many events came since the reader left the top
     * @param found the events of a filter; without one they are fetched while scrolling
     */
    record Data(Place place, long head, long newer, LogPage found) {}

    private static Div details(RecordedEvent event) {
        var facts = Panel.facts();
        Panel.fact(facts, "Event id", Texts.whole(event.eventId()));
        Panel.fact(facts, "Of", Texts.whole(event.aggregate()));
        if (!event.metadata().isBlank() && !event.metadata().equals("{}")) {
            Panel.fact(facts, "Metadata", Texts.whole(event.metadata()));
        }
        var details = new Div(facts, Timeline.json(event.json()));
        details.addClassNames("stack", "details");
        return details;
    }

    private boolean filtering(Place place) {
        return !place.filter().equals(LogFilter.ALL);
    }

    /** The dense index has no gaps, so the n-th row from the top is the event at head - n. */
    private Stream<RecordedEvent> fetch(Query<RecordedEvent, Void> query) {
        Data data = shown;
        if (filtering(data.place())) {
            return data.found().events().stream().skip(query.getOffset()).limit(query.getLimit());
        }
        long from = data.head() - query.getOffset();
        int limit = Math.min(query.getLimit(), LogQueries.MAX_EVENTS);
        return from < 1 ? Stream.empty() : log.backFrom(from, limit).stream();
    }

    private int size() {
        return filtering(shown.place())
                ? shown.found().events().size()
                : Math.toIntExact(Math.min(shown.head(), Integer.MAX_VALUE));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getLocation().getQueryParameters();
        parameters.getSingleParameter("q").ifPresent(bar::search);
        asked = new Place(filter(), 0);
    }

    private LogFilter filter() {
        return new LogFilter(
                Objects.requireNonNullElse(stream.getValue(), ""),
                Objects.requireNonNullElse(name.getValue(), ""),
                bar.text());
    }

    private void filtered() {
        LogFilter wanted = filter();
        if (!isAttached() || wanted.equals(asked.filter())) {
            return;
        }
        asked = new Place(wanted, 0);
        refresh();
        grid.scrollToStart();
    }

    private void moved() {
        asked = new Place(asked.filter(), live.following() || filtering(asked) ? 0 : shown.head());
        refresh();
    }

    private void older() {
        asked = new Place(asked.filter(), shown.found().next());
        refresh();
        grid.scrollToStart();
    }

    @Override
    protected Data load() {
        Place place = asked;
        long end = log.head();
        long upTo = place.upTo() == 0 ? end : place.upTo();
        boolean filtering = filtering(place);
        return new Data(
                place,
                filtering && place.upTo() == 0 ? 0 : upTo,
                end - upTo,
                filtering ? log.page(place.filter(), upTo, FOUND) : new LogPage(List.of(), 0));
    }

    @Override
    protected void show(Data data) {
        if (!data.place().equals(asked)) {
            // Asked before the filter was changed.
            return;
        }
        live.show(data.newer());
        boolean same = data.place().equals(shown.place())
                && data.head() == shown.head()
                && data.found().equals(shown.found());
        if (same && data.head() > 0) {
            return;
        }
        shown = data;
        int size = size();
        head.about(
                filtering(data.place())
                        ? Texts.number(size) + (data.found().next() > 0 ? " found, there may be older ones" : " found")
                        : Texts.number(data.head()) + " in all");
        older.setVisible(data.found().next() > 0);
        empty.setVisible(size == 0);
        grid.setVisible(size > 0);
        rows.refreshAll();
    }
}
