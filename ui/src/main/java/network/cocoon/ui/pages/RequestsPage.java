package network.cocoon.ui.pages;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.data.provider.QuerySortOrder;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.cocoon.projections.ViewsChanged;
import network.cocoon.projections.requests.RequestFilter;
import network.cocoon.projections.requests.RequestQueries;
import network.cocoon.projections.requests.RequestRow;
import network.cocoon.projections.requests.RequestSort;
import network.cocoon.projections.requests.RequestState;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.Columns;
import network.cocoon.ui.parts.EmptyState;
import network.cocoon.ui.parts.FilterBar;
import network.cocoon.ui.parts.Head;
import network.cocoon.ui.parts.LivePage;
import network.cocoon.ui.parts.LiveRows;
import network.cocoon.ui.parts.Texts;
import org.jspecify.annotations.Nullable;

/** All requests. The database filters, sorts and pages; scrolling counts nothing. */
@Route("requests")
@PageTitle("Requests · Cocoon")
@PermitAll
public class RequestsPage extends LivePage<RequestsPage.Data> implements BeforeEnterObserver {

    private static final int PAGE = 60;

    private final transient RequestQueries requests;
    private final transient InstantSource clock;
    private final Head head = new Head("Requests");
    private final Grid<RequestRow> grid = new Grid<>();
    private final MultiSelectComboBox<RequestState> states = new MultiSelectComboBox<>();
    private final FilterBar bar = new FilterBar("Request, app, worker, owner or model", this::filtered, states);
    private final LiveRows live = new LiveRows(grid, this::moved);
    private final EmptyState empty = new EmptyState(
            VaadinIcon.EXCHANGE,
            "No request matches",
            "Clear the filter, or ask the sidecar something: a new request appears here within a second.");
    private final CallbackDataProvider<RequestRow, Void> rows =
            new CallbackDataProvider<>(this::fetch, _ -> counted(), RequestRow::request);
    /** The list's end in time while the reader is further down, so that nothing moves under their eyes. */
    private volatile @Nullable Instant asOf;
    /** What is asked, kept apart from the fields: queries run on threads without the page's lock. */
    private volatile RequestFilter asked = RequestFilter.ALL;

    private int counted;

    RequestsPage(ViewsChanged changes, RequestQueries requests, InstantSource clock) {
        super(changes);
        this.requests = requests;
        this.clock = clock;
        addClassName("tall");
        states.setPlaceholder("Any state");
        states.setAriaLabel("State");
        states.setItems(RequestState.values());
        states.setItemLabelGenerator(s -> Texts.word(s.name()));
        states.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                filtered();
            }
        });
        columns();
        grid.setPageSize(PAGE);
        grid.setItems(rows);
        grid.addClassName("rows-open");
        grid.setColumnReorderingAllowed(true);
        grid.getElement().setAttribute("aria-label", "Requests");
        grid.addItemClickListener(event -> event.getSource()
                .getUI()
                .ifPresent(ui -> ui.navigate("requests/" + event.getItem().request())));
        add(head, bar, empty, live, grid);
    }

    /** One load. */
    record Data(RequestFilter filter, int count, int newer) {}

    private void columns() {
        var columns = new Columns<>(grid);
        var asked = sorted(columns.time("Asked", RequestRow::requestedAt), RequestSort.REQUESTED);
        Columns.from(480, columns.link("Request", "requests", RequestRow::request));
        sorted(columns.badge("State", RequestsPage::state), RequestSort.STATE);
        Columns.from(980, sorted(columns.text("Model", RequestRow::model), RequestSort.MODEL));
        Columns.from(1080, sorted(columns.link("App", "accounts", RequestRow::account), RequestSort.ACCOUNT));
        Columns.from(1180, sorted(columns.link("Worker", "workers", RequestRow::worker), RequestSort.WORKER));
        Columns.from(720, sorted(columns.count("Tokens", RequestRow::tokens), RequestSort.TOKENS));
        sorted(columns.ton("Cost", RequestRow::cost), RequestSort.COST);
        Columns.from(620, sorted(columns.duration("Latency", RequestRow::latency), RequestSort.LATENCY));
        grid.sort(List.of(new GridSortOrder<>(asked, SortDirection.DESCENDING)));
    }

    private static Grid.Column<RequestRow> sorted(Grid.Column<RequestRow> column, RequestSort sort) {
        return column.setSortProperty(sort.name()).setSortable(true);
    }

    static Badge state(RequestRow row) {
        Badge badge = Badge.of(row.state());
        if (row.failure() != null) {
            badge.setTitle(row.failure() + ", fault: " + row.fault());
        }
        return badge;
    }

    private Stream<RequestRow> fetch(Query<RequestRow, Void> query) {
        List<QuerySortOrder> orders = query.getSortOrders();
        RequestSort sort = orders.isEmpty()
                ? RequestSort.REQUESTED
                : RequestSort.valueOf(orders.getFirst().getSorted());
        boolean descending = orders.isEmpty() || orders.getFirst().getDirection() == SortDirection.DESCENDING;
        int limit = Math.min(query.getLimit(), RequestQueries.MAX_PAGE);
        return requests.page(upTo(asked, asOf), sort, descending, query.getOffset(), limit).stream();
    }

    private static RequestFilter upTo(RequestFilter filter, @Nullable Instant end) {
        return end == null ? filter : new RequestFilter(filter.states(), filter.text(), filter.from(), end);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        QueryParameters asked = event.getLocation().getQueryParameters();
        asked.getSingleParameter("q").ifPresent(bar::search);
        states.setValue(Stream.of(RequestState.values())
                .filter(s -> asked.getParameters("state").contains(s.name()))
                .collect(Collectors.toSet()));
        this.asked = filter();
    }

    private RequestFilter filter() {
        return new RequestFilter(states.getValue(), bar.text(), null, null);
    }

    private int counted() {
        return counted;
    }

    private void filtered() {
        RequestFilter wanted = filter();
        if (wanted.equals(asked) || !isAttached()) {
            return;
        }
        asked = wanted;
        asOf = null;
        Map<String, List<String>> parameters = new HashMap<>();
        if (!wanted.text().isEmpty()) {
            parameters.put("q", List.of(wanted.text()));
        }
        if (!wanted.states().isEmpty()) {
            parameters.put(
                    "state", wanted.states().stream().map(Enum::name).sorted().toList());
        }
        // The address names the filter: it can be shared, and the way back finds it again.
        getUI().ifPresent(ui -> ui.getPage()
                .getHistory()
                .replaceState(null, new Location("requests", new QueryParameters(parameters))));
        refresh();
        grid.scrollToStart();
    }

    private void moved() {
        asOf = live.following() ? null : clock.instant();
        refresh();
    }

    @Override
    protected Data load() {
        RequestFilter filter = asked;
        Instant end = asOf;
        // Counted once for each change of the views, however much is scrolled.
        return end == null
                ? new Data(filter, requests.count(filter), 0)
                : new Data(
                        filter,
                        requests.count(upTo(filter, end)),
                        requests.count(new RequestFilter(filter.states(), filter.text(), end, null)));
    }

    @Override
    protected void show(Data data) {
        if (!data.filter().equals(asked)) {
            // Asked before the filter was changed.
            return;
        }
        counted = data.count();
        boolean capped = counted >= RequestQueries.MAX_COUNT;
        head.about((capped ? "the latest " : "")
                + Texts.number(counted)
                + (asked.equals(RequestFilter.ALL) ? (capped ? "" : " in all") : " match"));
        empty.setVisible(counted == 0);
        grid.setVisible(counted > 0);
        live.show(data.newer());
        rows.refreshAll();
    }
}
