package network.cocoon.ui.parts;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.provider.ListDataProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A short list in a grid. New figures go into the rows that are there: selection, order, opened details and the place
 * that was scrolled to stay.
 */
public final class LiveList<T> {

    private static final int ALL_VISIBLE = 25;

    private final Grid<T> grid;
    private final List<T> items = new ArrayList<>();
    private final ListDataProvider<T> provider;

    /** @param id what makes two versions of a row the same row */
    public LiveList(Grid<T> grid, Function<T, Object> id) {
        this.grid = grid;
        this.provider = new ListDataProvider<>(items) {
            private static final long serialVersionUID = 1L;

            @Override
            public Object getId(T item) {
                return id.apply(item);
            }
        };
        grid.setItems(provider);
        grid.setAllRowsVisible(true);
    }

    /** Shows these; nothing is sent where nothing changed. */
    public void show(List<T> next) {
        if (items.equals(next)) {
            return;
        }
        items.clear();
        items.addAll(next);
        grid.setAllRowsVisible(next.size() <= ALL_VISIBLE);
        provider.refreshAll();
    }
}
