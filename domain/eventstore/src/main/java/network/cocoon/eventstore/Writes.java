package network.cocoon.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * What a transaction writes at its end, in the order in which it was added: where there are few rows in one message to the
 * database, else a batch for each kind.
 */
public final class Writes {

    /** Of more rows each batch is worth a message of its own; and each number of rows makes another text to prepare. */
    private static final int FEW = 2;

    private static final String LATE = "SET LOCAL synchronous_commit TO off";

    private final List<Write> writes = new ArrayList<>();
    private boolean late;

    Writes() {}

    /** The same statement for each of several rows. */
    private record Write(
            JdbcOperations jdbc,
            String sql,
            List<@Nullable Object[]> rows,
            IntConsumer wrote,
            UnaryOperator<RuntimeException> twice) {

        boolean few() {
            return rows.size() <= FEW;
        }

        void batch() {
            try {
                for (int each : jdbc.batchUpdate(sql, rows)) {
                    wrote.accept(each);
                }
            } catch (DuplicateKeyException e) {
                throw twice.apply(e);
            }
        }
    }

    /** Rows of which nothing is asked but that they are written. */
    public void add(JdbcOperations jdbc, String sql, List<@Nullable Object[]> rows) {
        add(jdbc, sql, rows, _ -> {});
    }

    /** @param wrote hears how many rows each statement changed, or {@link java.sql.Statement#SUCCESS_NO_INFO} */
    public void add(JdbcOperations jdbc, String sql, List<@Nullable Object[]> rows, IntConsumer wrote) {
        add(jdbc, sql, rows, wrote, e -> e);
    }

    /** @param twice what is thrown for a row that was there, of whichever table it may be */
    void add(
            JdbcOperations jdbc,
            String sql,
            List<@Nullable Object[]> rows,
            IntConsumer wrote,
            UnaryOperator<RuntimeException> twice) {
        if (!rows.isEmpty()) {
            writes.add(new Write(jdbc, sql, List.copyOf(rows), wrote, twice));
        }
    }

    /** The transaction's commit need not wait for the disk. */
    void late() {
        late = true;
    }

    void send() {
        if (late && !writes.isEmpty()) {
            writes.addFirst(new Write(
                    writes.getFirst().jdbc(), LATE, List.<@Nullable Object[]>of(new Object[0]), _ -> {}, e -> e));
        }
        List<Write> message = new ArrayList<>();
        for (Write write : writes) {
            if (write.few()) {
                message.add(write);
            } else {
                together(message);
                message.clear();
                write.batch();
            }
        }
        together(message);
        writes.clear();
    }

    private void together(List<Write> message) {
        if (message.isEmpty()) {
            return;
        }
        var trip = new RoundTrip();
        message.forEach(write -> write.rows().forEach(row -> trip.then(write.sql(), row)));
        List<RoundTrip.Answer> answers;
        try {
            answers = trip.send(message.getFirst().jdbc());
        } catch (DuplicateKeyException e) {
            throw explained(message, e);
        }
        int place = 0;
        for (Write write : message) {
            for (int row = 0; row < write.rows().size(); row++) {
                write.wrote().accept(answers.get(place).rows());
                place++;
            }
        }
    }

    private static RuntimeException explained(List<Write> message, DuplicateKeyException twice) {
        return message.stream()
                .map(write -> write.twice().apply(twice))
                .filter(e -> !e.equals(twice))
                .findFirst()
                .orElse(twice);
    }
}
