package network.cocoon.commands.statements;

import java.nio.charset.StandardCharsets;
import network.cocoon.wire.api.StatementApi.Statement;
import network.cocoon.wire.api.StatementApi.StatementLine;
import network.cocoon.wire.api.StatementApi.UsageLine;

/** A statement as comma-separated values (RFC 4180): one row a line, amounts in nanoton with their sign. */
final class StatementCsv {

    private final StringBuilder text = new StringBuilder();

    private StatementCsv() {}

    /** @param usage 1 where usage adds to the balance, -1 where it takes from it */
    static byte[] of(Statement statement, int usage) {
        StatementCsv csv = new StatementCsv();
        csv.row("time", "kind", "reference", "requests", "nanoton", "fee");
        csv.row(statement.from().toString(), "OPENING", statement.subject(), "", statement.opening(), "");
        for (StatementLine line : statement.lines()) {
            csv.row(line.at().toString(), line.kind(), line.reference(), "", line.nanoton(), "");
        }
        for (UsageLine line : statement.usage()) {
            csv.row(
                    statement.upTo().toString(),
                    "USAGE",
                    line.model() + " price " + line.priceVersion(),
                    Long.toString(line.requests()),
                    Long.toString(usage * line.amount().value()),
                    line.fee().toString());
        }
        csv.row(statement.upTo().toString(), "CLOSING", statement.subject(), "", statement.closing(), "");
        return csv.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void row(String... cells) {
        for (int i = 0; i < cells.length; i++) {
            text.append(i == 0 ? "" : ",").append(cell(cells[i]));
        }
        text.append("\r\n");
    }

    private static String cell(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
