package network.cocoon.ui.parts;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Function;
import network.cocoon.domain.kernel.Nanoton;
import org.jspecify.annotations.Nullable;

/**
 * A grid's columns, drawn by the browser from plain values: no component a cell, so that thousands of rows scroll
 * and live rows change in place. Narrow grids leave out the columns that ask for room.
 */
public final class Columns<T> {

    private final Grid<T> grid;
    private final boolean sorted;

    /** Columns of a grid that the database sorts. */
    public Columns(Grid<T> grid) {
        this(grid, false);
    }

    private Columns(Grid<T> grid, boolean sorted) {
        this.grid = grid;
        this.sorted = sorted;
        grid.addClassName("rows");
        grid.addAttachListener(_ -> grid.getElement().executeJs("window.cocoon.columns(this)"));
    }

    /** Columns of a grid whose rows are all here: each can be sorted. */
    public static <T> Columns<T> sorted(Grid<T> grid) {
        return new Columns<>(grid, true);
    }

    /** An id that leads to its page, reachable by keyboard. */
    public Grid.Column<T> link(String title, String folder, ValueProvider<T, @Nullable String> id) {
        return plain(
                title,
                LitRenderer.<T>of(
                                "${item.all ? html`<a class=\"id\" href=\"${item.href}\" title=\"${item.all}\">${item.text}</a>`"
                                        + " : item.text}")
                        .withProperty("href", row -> folder + "/" + or(id.apply(row), ""))
                        .withProperty("all", row -> or(id.apply(row), ""))
                        .withProperty("text", row -> brief(id.apply(row))),
                row -> or(id.apply(row), ""));
    }

    /** The beginning of an id. */
    public Grid.Column<T> id(String title, ValueProvider<T, @Nullable String> id) {
        return plain(
                title,
                LitRenderer.<T>of("<span class=\"id\" title=\"${item.all}\">${item.text}</span>")
                        .withProperty("all", row -> or(id.apply(row), ""))
                        .withProperty("text", row -> brief(id.apply(row))),
                row -> or(id.apply(row), ""));
    }

    /** A word with its colour. */
    public Grid.Column<T> badge(String title, ValueProvider<T, Badge> badge) {
        return plain(
                title,
                LitRenderer.<T>of("<span class=\"badge ${item.tone}\" title=\"${item.why}\">${item.text}</span>")
                        .withProperty("tone", row -> badge.apply(row).tone().css())
                        .withProperty("why", row -> badge.apply(row).getTitle().orElse(""))
                        .withProperty("text", row -> badge.apply(row).getText()),
                row -> badge.apply(row).getText());
    }

    public Grid.Column<T> text(String title, ValueProvider<T, @Nullable String> text) {
        return plain(
                title,
                LitRenderer.<T>of("<span title=\"${item.text}\">${item.text}</span>")
                        .withProperty("text", row -> or(text.apply(row), Texts.NONE)),
                row -> or(text.apply(row), ""));
    }

    /** Local time; UTC on hover. */
    public Grid.Column<T> time(String title, ValueProvider<T, @Nullable Instant> at) {
        return moment(title, "plain", at);
    }

    /** How long ago, counting. */
    public Grid.Column<T> ago(String title, ValueProvider<T, @Nullable Instant> at) {
        return moment(title, "ago", at);
    }

    private Grid.Column<T> moment(String title, String mode, ValueProvider<T, @Nullable Instant> at) {
        return plain(
                title,
                LitRenderer.<T>of("<cocoon-time at=\"${item.at}\" mode=\"" + mode + "\"></cocoon-time>")
                        .withProperty("at", row -> {
                            Instant when = at.apply(row);
                            return when == null ? "" : when.toString();
                        }),
                row -> {
                    Instant when = at.apply(row);
                    return when == null ? Instant.MIN : when;
                });
    }

    public Grid.Column<T> count(String title, ValueProvider<T, Number> count) {
        return figure(title, row -> Texts.number(count.apply(row).longValue()), _ -> "", row -> count.apply(row)
                .longValue());
    }

    /** In TON; nanoton on hover. */
    public Grid.Column<T> ton(String title, ValueProvider<T, Nanoton> amount) {
        return figure(
                title,
                row -> Ton.text(amount.apply(row).value()),
                row -> Ton.grouped(amount.apply(row).value()) + " nanoton",
                row -> amount.apply(row).value());
    }

    public Grid.Column<T> duration(String title, ValueProvider<T, @Nullable Duration> duration) {
        return figure(
                title,
                row -> {
                    Duration d = duration.apply(row);
                    return d == null ? Texts.NONE : Texts.millis(d.toMillis());
                },
                _ -> "",
                row -> {
                    Duration d = duration.apply(row);
                    return d == null ? -1L : d.toMillis();
                });
    }

    private Grid.Column<T> figure(
            String title, ValueProvider<T, String> text, ValueProvider<T, String> hover, Function<T, Long> order) {
        Grid.Column<T> column = plain(
                title,
                LitRenderer.<T>of("<span class=\"figure\" title=\"${item.all}\">${item.text}</span>")
                        .withProperty("text", text)
                        .withProperty("all", hover),
                order);
        return column.setTextAlign(ColumnTextAlign.END);
    }

    private <K extends Comparable<? super K>> Grid.Column<T> plain(
            String title, LitRenderer<T> renderer, Function<T, K> order) {
        Grid.Column<T> column =
                grid.addColumn(renderer).setHeader(title).setAutoWidth(true).setFlexGrow(1);
        return sorted ? column.setComparator(Comparator.comparing(order)) : column;
    }

    /** Shows a column only where the grid is at least so wide. */
    public static <T> Grid.Column<T> from(int pixels, Grid.Column<T> column) {
        column.getElement().setAttribute("data-from", Integer.toString(pixels));
        return column;
    }

    private static String brief(@Nullable String id) {
        return id == null ? Texts.NONE : Texts.brief(id);
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
