package network.cocoon.ui.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;

/** A small plain table of figures, the first column words. Scrolls sideways by itself where there is no room. */
public final class Table extends Div {

    private final NativeTable table = new NativeTable();

    public Table(String... titles) {
        addClassName("scroll");
        table.addClassName("bill");
        var head = new NativeTableRow();
        for (String title : titles) {
            var cell = new NativeTableHeaderCell(title);
            cell.getElement().setAttribute("scope", "col");
            head.add(cell);
        }
        table.add(head);
        add(table);
    }

    /** One row. */
    public NativeTableRow row(Component... cells) {
        var row = new NativeTableRow();
        for (Component cell : cells) {
            row.add(new NativeTableCell(cell));
        }
        table.add(row);
        return row;
    }
}
