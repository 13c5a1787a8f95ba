package network.cocoon.ui.pages;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.math.BigDecimal;
import java.util.Optional;
import network.cocoon.domain.inference.InferenceEvent.Assigned;
import network.cocoon.domain.inference.InferenceEvent.Completed;
import network.cocoon.domain.inference.InferenceEvent.Requested;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Ton;

/** The bill line by line, as anyone can recompute it: tokens x coefficient x multiplier x price, rounded up once. */
final class Bill {

    private Bill() {}

    static Div of(Requested asked, Optional<Assigned> assigned, Completed done) {
        PriceList prices = asked.prices();
        Multipliers by = prices.multipliers();
        int coefficient = assigned.map(a -> a.assignment().coefficient()).orElse(asked.maxCoefficient());
        var table = new NativeTable();
        table.addClassName("bill");
        var head = new NativeTableRow();
        for (String title : new String[] {"Kind", "Tokens", "Multiplier", "Nanoton a token", "Nanoton"}) {
            head.add(new NativeTableHeaderCell(title));
        }
        table.add(head);
        line(table, "Prompt", done.usage().prompt(), by.prompt(), coefficient, prices);
        line(table, "Cached", done.usage().cached(), by.cached(), coefficient, prices);
        line(table, "Completion", done.usage().completion(), by.completion(), coefficient, prices);
        line(table, "Reasoning", done.usage().reasoning(), by.reasoning(), coefficient, prices);
        total(table, "Bill, rounded up once", new Ton(done.charge().cost()), true);
        total(table, "To the GPU owner", new Ton(done.charge().reward()), false);
        total(
                table,
                "Network fee, " + prices.feePercent() + "%",
                new Ton(done.charge().fee()),
                false);
        var note = Texts.faint("Price list version " + prices.version() + ", worker's coefficient "
                + thousandths(coefficient) + ". Reserved at most "
                + Ton.text(asked.maxCost().value())
                + "; the rest was released.");
        return new Div(table, note);
    }

    private static void line(
            NativeTable table, String kind, int tokens, int multiplier, int coefficient, PriceList prices) {
        BigDecimal each = BigDecimal.valueOf(prices.pricePerToken().value())
                .multiply(BigDecimal.valueOf(multiplier))
                .multiply(BigDecimal.valueOf(coefficient))
                .movePointLeft(7)
                .stripTrailingZeros();
        BigDecimal all = each.multiply(BigDecimal.valueOf(tokens)).stripTrailingZeros();
        table.add(row(
                new Span(kind),
                Texts.count(tokens),
                new Span("× "
                        + BigDecimal.valueOf(multiplier, 4).stripTrailingZeros().toPlainString()),
                new Span(each.toPlainString()),
                new Span(all.toPlainString())));
    }

    private static void total(NativeTable table, String name, Ton amount, boolean strong) {
        NativeTableRow row = row(new Span(name), new Span(), new Span(), new Span(), amount);
        if (strong) {
            row.addClassName("total");
        }
        table.add(row);
    }

    private static NativeTableRow row(Span... cells) {
        var row = new NativeTableRow();
        for (Span cell : cells) {
            row.add(new NativeTableCell(cell));
        }
        return row;
    }

    private static String thousandths(int coefficient) {
        return BigDecimal.valueOf(coefficient, 3).stripTrailingZeros().toPlainString();
    }
}
