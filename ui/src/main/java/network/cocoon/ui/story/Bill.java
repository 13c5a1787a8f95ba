package network.cocoon.ui.story;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import network.cocoon.domain.inference.InferenceEvent.Assigned;
import network.cocoon.domain.inference.InferenceEvent.Completed;
import network.cocoon.domain.inference.InferenceEvent.Requested;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.registry.Charge;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.projections.log.RecordedEvent;
import network.cocoon.projections.requests.RequestRow;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.Table;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Ton;
import network.cocoon.ui.parts.Tone;

/** The bill line by line, as anyone can recompute it: tokens x coefficient x multiplier x price, rounded up once. */
public final class Bill {

    private Bill() {}

    /** Of one request, however it ended. */
    public static Div of(RequestRow row, List<RecordedEvent> chain) {
        Optional<Requested> asked = first(chain, Requested.class);
        Optional<Assigned> assigned = first(chain.reversed(), Assigned.class);
        Optional<Completed> done = first(chain, Completed.class);
        Optional<PartialBill> broken = partial(chain);
        if (asked.isEmpty()) {
            return nothing(row);
        }
        return done.map(d -> completed(asked.get(), assigned, d))
                .or(() -> broken.map(b -> partial(asked.get(), assigned, b)))
                .orElseGet(() -> nothing(row));
    }

    /** Where the answer broke off and something is owed for it. */
    public static Optional<PartialBill> partial(List<RecordedEvent> chain) {
        return chain.stream().flatMap(e -> Said.bill(e.event()).stream()).findFirst();
    }

    private static <E> Optional<E> first(List<RecordedEvent> chain, Class<E> type) {
        return chain.stream()
                .map(RecordedEvent::event)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private static Div completed(Requested asked, Optional<Assigned> assigned, Completed done) {
        return lines(
                asked,
                assigned,
                done.usage(),
                done.charge(),
                "Bill, rounded up once",
                "Reserved at most " + Ton.text(asked.maxCost().value()) + "; the rest was released.");
    }

    /** Of a request that broke off: everything up to the highest progress that the app acknowledged. */
    private static Div partial(Requested asked, Optional<Assigned> assigned, PartialBill bill) {
        Div lines = lines(
                asked,
                assigned,
                bill.usage(),
                bill.charge(),
                "Partial bill, rounded up once",
                "Billed up to the last progress that worker and app both signed, and nothing after it. The rest of the "
                        + Ton.text(asked.maxCost().value()) + " reserved was released.");
        lines.addComponentAsFirst(new Badge("Partial", Tone.WARN));
        return lines;
    }

    /** Of a request that is open, or of which nothing is owed. */
    private static Div nothing(RequestRow row) {
        var table = new Table("Bill", "");
        table.row(new Span("Owed"), new Ton(row.cost())).addClassName("total");
        String reserved = Ton.text(row.maxCost().value());
        return new Div(
                table,
                note(
                        row.closedAt() == null
                                ? "Not closed yet: " + reserved + " are reserved; what is not used is released."
                                : "Nothing was delivered that the app acknowledged, so nothing is owed. All " + reserved
                                        + " reserved were released."));
    }

    private static Div lines(
            Requested asked, Optional<Assigned> assigned, TokenUsage usage, Charge charge, String title, String end) {
        PriceList prices = asked.prices();
        Multipliers by = prices.multipliers();
        int coefficient = assigned.map(a -> a.assignment().coefficient()).orElse(asked.maxCoefficient());
        var table = new Table("Kind", "Tokens", "Multiplier", "Nanoton a token", "Nanoton");
        line(table, "Prompt", usage.prompt(), by.prompt(), coefficient, prices);
        line(table, "Cached", usage.cached(), by.cached(), coefficient, prices);
        line(table, "Completion", usage.completion(), by.completion(), coefficient, prices);
        line(table, "Reasoning", usage.reasoning(), by.reasoning(), coefficient, prices);
        total(table, title, new Ton(charge.cost())).addClassName("total");
        total(table, "To the GPU owner", new Ton(charge.reward()));
        total(table, "Network fee, " + prices.feePercent() + "%", new Ton(charge.fee()));
        return new Div(
                table,
                note("Price list version " + prices.version() + ", worker's coefficient " + thousandths(coefficient)
                        + ". " + end));
    }

    private static void line(Table table, String kind, int tokens, int multiplier, int coefficient, PriceList prices) {
        BigDecimal each = BigDecimal.valueOf(prices.pricePerToken().value())
                .multiply(BigDecimal.valueOf(multiplier))
                .multiply(BigDecimal.valueOf(coefficient))
                .movePointLeft(7)
                .stripTrailingZeros();
        table.row(
                new Span(kind),
                Texts.count(tokens),
                new Span("× "
                        + BigDecimal.valueOf(multiplier, 4).stripTrailingZeros().toPlainString()),
                new Span(grouped(each)),
                new Span(grouped(each.multiply(BigDecimal.valueOf(tokens)))));
    }

    private static String grouped(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        return String.format(Locale.ENGLISH, "%,." + Math.max(0, plain.scale()) + "f", plain);
    }

    private static NativeTableRow total(Table table, String name, Ton amount) {
        return table.row(new Span(name), new Span(), new Span(), new Span(), amount);
    }

    private static Span note(String text) {
        Span note = Texts.faint(text);
        note.addClassName("note");
        return note;
    }

    private static String thousandths(int coefficient) {
        return BigDecimal.valueOf(coefficient, 3).stripTrailingZeros().toPlainString();
    }
}
