package network.cocoon.ui.books;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.wire.api.StatementApi.Statement;
import network.cocoon.wire.api.StatementApi.StatementLine;
import network.cocoon.wire.api.StatementApi.UsageLine;

/**
 * A statement for people: what moved by kind, and usage by model and price. Its figures come to the closing, to the nanoton.
 *
 * @param opening signed nanoton
 * @param closing signed nanoton
 */
public record StatementRows(long opening, List<Row> rows, long closing) {

    /**
     * @param what   for people
     * @param count  of transactions or requests
     * @param amount signed nanoton, as it changes the balance
     * @param fee    the network's, only of usage: part of an app's amount, beside an owner's
     */
    public record Row(String what, long count, long amount, long fee) {}

    public StatementRows {
        rows = List.copyOf(rows);
    }

    /** Throws {@link ArithmeticException} where the statement does not come to its own closing. */
    public static StatementRows of(Statement statement, Subject subject) {
        List<Row> rows = new ArrayList<>();
        Map<String, Row> moved = new LinkedHashMap<>();
        for (StatementLine line : statement.lines()) {
            Row one = new Row(words(line.kind()), 1, Long.parseLong(line.nanoton()), 0);
            moved.merge(line.kind(), one, StatementRows::sum);
        }
        rows.addAll(moved.values());
        for (UsageLine line : statement.usage()) {
            long amount = line.amount().value();
            rows.add(new Row(
                    line.model() + ", price " + line.priceVersion(),
                    line.requests(),
                    switch (subject) {
                        case Subject.App _ -> Math.negateExact(amount);
                        case Subject.Owner _ -> amount;
                    },
                    line.fee().value()));
        }
        long opening = Long.parseLong(statement.opening());
        long closing = Long.parseLong(statement.closing());
        long sum = rows.stream().mapToLong(Row::amount).reduce(opening, Math::addExact);
        if (sum != closing) {
            throw new ArithmeticException("the lines come to " + sum + " and the closing is " + closing);
        }
        return new StatementRows(opening, rows, closing);
    }

    private static Row sum(Row a, Row b) {
        return new Row(a.what(), a.count() + b.count(), Math.addExact(a.amount(), b.amount()), 0);
    }

    private static String words(String kind) {
        return switch (kind) {
            case "DEPOSIT" -> "Deposits";
            case "CHAIN_FEES" -> "Fees of the chain";
            case "CLAIM_REST" -> "Left of claims' costs";
            case "RETURNED" -> "Returned to the owner's wallet";
            case "PAYOUT" -> "Paid out";
            case "EXIT" -> "Paid by the exit contract";
            default -> kind;
        };
    }
}
