package network.cocoon.commands.inflight;

import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.eventstore.Together;
import network.cocoon.eventstore.Writes;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes of a single row that nobody reads again in their transaction: at once, or, with orders that are carried out together, at its end. */
@Component
public class WriteBehind {

    private final JdbcTemplate template;

    WriteBehind(JdbcTemplate template) {
        this.template = template;
    }

    /**
     * Writes one row.
     *
     * @param sql    with question marks, of one row
     * @param values as many
     * @throws NotWrittenException now or at the end, where a change found nothing to change
     * @throws DuplicateKeyException now or at the end, where a new row was there
     */
    public void write(String sql, @Nullable Object... values) {
        Together.current()
                .map(it -> it.part(Rows.class, () -> new Rows(template)))
                .ifPresentOrElse(rows -> rows.add(sql, values), () -> written(template.update(sql, values)));
    }

    /** Of inserts that the driver made one of, it says only that they were made; one that was not would have failed. */
    private static void written(int rows) {
        if (rows != 1 && rows != Statement.SUCCESS_NO_INFO) {
            throw new NotWrittenException(rows);
        }
    }

    /** A row to change was not there. */
    static final class NotWrittenException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotWrittenException(int rows) {
            super("one row was to be written, and " + rows + " were");
        }
    }

    private static final class Rows implements Together.Part {

        private final JdbcTemplate template;
        private final Map<String, List<@Nullable Object[]>> bySql = new LinkedHashMap<>();

        Rows(JdbcTemplate template) {
            this.template = template;
        }

        void add(String sql, @Nullable Object[] values) {
            bySql.computeIfAbsent(sql, _ -> new ArrayList<>()).add(values);
        }

        @Override
        public void flush(Writes writes) {
            bySql.forEach((sql, rows) -> writes.add(template, sql, rows, WriteBehind::written));
            bySql.clear();
        }
    }
}
