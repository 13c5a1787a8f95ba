package network.cocoon.ui.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.data.provider.QuerySortOrder;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.function.SerializableFunction;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.stream.Stream;
import network.cocoon.projections.ViewsChanged;
import network.cocoon.projections.requests.RequestFilter;
import network.cocoon.projections.requests.RequestQueries;
import network.cocoon.projections.requests.RequestRow;
import network.cocoon.projections.requests.RequestSort;
import network.cocoon.projections.requests.RequestState;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.EmptyState;
import network.cocoon.ui.parts.LivePage;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Ton;

/** All requests; the database filters, sorts and pages. */
@Route("requests")
@PageTitle("Requests · Cocoon")
@PermitAll
public class RequestsPage extends LivePage<Integer> {

    private final transient RequestQueries requests;
    private final Grid<RequestRow> grid = new Grid<>();
    private final TextField text = new TextField();
    private final MultiSelectComboBox<RequestState> states = new MultiSelectComboBox<>();
    private final Span total = Texts.faint("");
    private final EmptyState empty = new EmptyState(
            VaadinIcon.EXCHANGE,
            "No request matches",
            "Clear the filter, or ask the sidecar something: a new request appears here within a second.");
    private final CallbackDataProvider<RequestRow, Void> rows =
            DataProvider.fromCallbacks(this::fetch, _ -> requestCount());

    RequestsPage(ViewsChanged changes, RequestQueries requests) {
        super(changes);
        this.requests = requests;
        addClassName("tall");
        text.setPlaceholder("Request, app, worker, owner or model");
        text.setPrefixComponent(VaadinIcon.SEARCH.create());
        text.setClearButtonVisible(true);
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.setWidth("22rem");
        text.addValueChangeListener(_ -> filtered());
        states.setPlaceholder("Any state");
        states.setItems(RequestState.values());
        states.setItemLabelGenerator(s -> Badge.of(s).getText());
        states.addValueChangeListener(_ -> filtered());
        var head = new Div(new H1("Requests"), total);
        head.addClassName("head");
        var bar = new Div(text, states);
        bar.addClassName("bar");
        columns();
        grid.setItems(rows);
        grid.setSizeFull();
        grid.setColumnReorderingAllowed(true);
        grid.addItemClickListener(event -> event.getSource()
                .getUI()
                .ifPresent(ui -> ui.navigate("requests/" + event.getItem().request())));
        add(head, bar, empty, grid);
    }

    private void columns() {
        var asked = column("Asked", RequestSort.REQUESTED, r -> Texts.time(r.requestedAt()));
        column("Request", null, r -> Texts.id(r.request()));
        column("State", RequestSort.STATE, r -> Badge.of(r.state()));
        column("Model", RequestSort.MODEL, r -> new Span(r.model()));
        column("App", RequestSort.ACCOUNT, r -> Texts.id(r.account()));
        column("Worker", RequestSort.WORKER, r -> Texts.id(r.worker()));
        column("Tokens", RequestSort.TOKENS, r -> Texts.count(r.tokens()));
        column("Cost", RequestSort.COST, r -> new Ton(r.cost()));
        column("Latency", RequestSort.LATENCY, r -> Texts.duration(r.latency()));
        grid.sort(List.of(new GridSortOrder<>(asked, SortDirection.DESCENDING)));
    }

    private Grid.Column<RequestRow> column(
            String title,
            @org.jspecify.annotations.Nullable RequestSort sort,
            SerializableFunction<RequestRow, Component> cell) {
        Grid.Column<RequestRow> column =
                grid.addColumn(new ComponentRenderer<>(cell)).setHeader(title).setAutoWidth(true);
        if (sort != null) {
            column.setSortProperty(sort.name()).setSortable(true);
        }
        return column;
    }

    private RequestFilter filter() {
        return new RequestFilter(states.getValue(), text.getValue(), null, null);
    }

    private Stream<RequestRow> fetch(Query<RequestRow, Void> query) {
        List<QuerySortOrder> orders = query.getSortOrders();
        RequestSort sort = orders.isEmpty()
                ? RequestSort.REQUESTED
                : RequestSort.valueOf(orders.getFirst().getSorted());
        boolean descending = orders.isEmpty() || orders.getFirst().getDirection() == SortDirection.DESCENDING;
        return requests
                .page(
                        filter(),
                        sort,
                        descending,
                        query.getOffset(),
                        Math.min(query.getLimit(), RequestQueries.MAX_PAGE))
                .stream();
    }

    private int requestCount() {
        return requests.count(filter());
    }

    private void filtered() {
        refresh();
    }

    @Override
    protected Integer load() {
        return requests.count(filter());
    }

    @Override
    protected void show(Integer count) {
        total.setText(
                Texts.count(count).getText() + (filter().equals(RequestFilter.ALL) ? " in all, live" : " match, live"));
        empty.setVisible(count == 0);
        grid.setVisible(count > 0);
        rows.refreshAll();
    }
}
