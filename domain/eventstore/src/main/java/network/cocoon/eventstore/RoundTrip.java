package network.cocoon.eventstore;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCreator;

/**
 * Statements that go to the database in one message, are carried out in their order, each seeing what the one before did,
 * and answered in one. After one that fails none is carried out. Each text is kept prepared by its connection, so there should be few.
 */
public final class RoundTrip {

    private final List<String> statements = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();

    /**
     * What a statement did.
     *
     * @param rows  that it changed, or gave back where it returns some
     * @param value the first column of the first row that it gave back, a whole number
     */
    public record Answer(int rows, @Nullable Long value) {}

    /** Adds a statement with question marks and their values. */
    public RoundTrip then(String statement, @Nullable Object... its) {
        statements.add(statement);
        Collections.addAll(values, its);
        return this;
    }

    /** Sends them; an answer for each. */
    public List<Answer> send(JdbcOperations jdbc) {
        String all = String.join(";\n", statements);
        List<Answer> answers =
                jdbc.execute((PreparedStatementCreator) connection -> connection.prepareStatement(all), this::execute);
        return answers == null ? List.of() : answers;
    }

    private List<Answer> execute(PreparedStatement statement) throws SQLException {
        new ArgumentPreparedStatementSetter(values.toArray()).setValues(statement);
        List<Answer> answers = new ArrayList<>();
        boolean rows = statement.execute();
        while (answers.size() < statements.size()) {
            answers.add(rows ? read(statement) : new Answer(statement.getUpdateCount(), null));
            rows = statement.getMoreResults();
        }
        return answers;
    }

    private static Answer read(PreparedStatement statement) throws SQLException {
        try (ResultSet found = statement.getResultSet()) {
            int rows = 0;
            Long value = null;
            while (found.next()) {
                if (rows == 0) {
                    value = found.getLong(1);
                }
                rows++;
            }
            return new Answer(rows, value);
        }
    }
}
