package network.cocoon.ui.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import java.io.ByteArrayInputStream;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import network.cocoon.ui.books.Books;
import network.cocoon.ui.books.StatementRows;
import network.cocoon.ui.books.Subject;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Table;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Ton;
import network.cocoon.ui.security.ActionRefusedException;
import org.jspecify.annotations.Nullable;

/** A statement of chosen days: opening, what moved, usage by model and price, closing; and the same as a file. */
final class StatementPanel extends Div {

    private final transient Books books;
    private final DatePicker from = new DatePicker();
    private final DatePicker upTo = new DatePicker();
    private final Div result = new Div();
    private transient @Nullable Subject subject;

    /** @param title whose it is, and that its days are UTC's */
    StatementPanel(String title, Books books, InstantSource clock) {
        this.books = books;
        YearMonth now = YearMonth.from(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        from.setAriaLabel("First day of the statement");
        upTo.setAriaLabel("Last day of the statement");
        var iso = new DatePicker.DatePickerI18n().setDateFormat("yyyy-MM-dd");
        from.setI18n(iso);
        upTo.setI18n(iso);
        month(now);
        var show = new Button("Show", _ -> show());
        show.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        show.setId("show-statement");
        var bar = new Div(
                monthButton("This month", now),
                monthButton("Last month", now.minusMonths(1)),
                from,
                Texts.faint("to"),
                upTo,
                show);
        bar.addClassName("bar");
        result.addClassNames("stack", "statement");
        add(new Panel(title, bar, result));
    }

    private Button monthButton(String name, YearMonth month) {
        return new Button(name, _ -> {
            month(month);
            show();
        });
    }

    private void month(YearMonth month) {
        from.setValue(month.atDay(1));
        upTo.setValue(month.atEndOfMonth());
    }

    /** Whose statements it gives; what was shown of another goes. */
    void of(Subject whose) {
        if (!whose.equals(subject)) {
            subject = whose;
            result.removeAll();
        }
    }

    private void show() {
        result.removeAll();
        Subject whose = subject;
        LocalDate first = from.getValue();
        LocalDate last = upTo.getValue();
        if (whose == null || first == null || last == null || last.isBefore(first)) {
            result.add(problem("Choose a first day, and a last one that is not before it."));
            return;
        }
        LocalDate end = last.plusDays(1);
        try {
            StatementRows rows = StatementRows.of(books.statement(whose, first, end), whose);
            result.add(table(rows, whose, first, last), files(whose, first, end));
        } catch (ActionRefusedException e) {
            result.add(problem(e.why()));
        }
    }

    private static Div problem(String why) {
        var problem = new Div(new Span(why));
        problem.addClassNames("notice", "bad");
        problem.getElement().setAttribute("role", "alert");
        return problem;
    }

    private static Table table(StatementRows rows, Subject whose, LocalDate first, LocalDate last) {
        var table = new Table("", "Count", "Network's fee", whose instanceof Subject.App ? "App has" : "Owner is owed");
        table.row(new Span("Opening, " + first), new Span(), new Span(), new Ton(rows.opening()));
        for (StatementRows.Row row : rows.rows()) {
            Component fee = row.fee() == 0 ? new Span() : new Ton(row.fee());
            table.row(new Span(row.what()), Texts.count(row.count()), fee, new Ton(row.amount()));
        }
        table.row(new Span("Closing, " + last), new Span(), new Span(), new Ton(rows.closing()))
                .addClassName("total");
        return table;
    }

    private Div files(Subject whose, LocalDate first, LocalDate end) {
        var files = new Div(
                file(whose, first, end, Books.Format.CSV, "Download CSV"),
                file(whose, first, end, Books.Format.JSON, "Download JSON"));
        files.addClassName("bar");
        return files;
    }

    private Anchor file(Subject whose, LocalDate first, LocalDate end, Books.Format format, String name) {
        String fileName = "statement-" + whose.id() + "-" + first + "-" + end + "." + format.ending();
        var anchor = new Anchor(
                DownloadHandler.fromInputStream(_ -> {
                    try {
                        byte[] bytes = books.statementFile(whose, first, end, format);
                        return new DownloadResponse(
                                new ByteArrayInputStream(bytes), fileName, format.contentType(), bytes.length);
                    } catch (ActionRefusedException e) {
                        return DownloadResponse.error(502, e.why());
                    }
                }),
                name);
        anchor.addClassName("quiet-link");
        return anchor;
    }
}
