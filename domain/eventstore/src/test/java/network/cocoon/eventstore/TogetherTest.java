package network.cocoon.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What orders leave to their transaction's end. */
class TogetherTest {

    private static final String INSERT = "INSERT INTO note (id, text) VALUES (?, ?)";
    private static final String CHANGE = "UPDATE note SET text = text || ? WHERE id = ?";

    private TestDatabase database;
    private TestNode node;
    private JdbcTemplate jdbc;
    private final List<Integer> wrote = new ArrayList<>();

    @BeforeEach
    void start() throws SQLException {
        database = TestDatabase.create();
        node = new TestNode(database.dataSource()).started();
        jdbc = new JdbcTemplate(database.dataSource());
        jdbc.execute("CREATE TABLE note (id int PRIMARY KEY, text text NOT NULL)");
    }

    @AfterEach
    void stop() {
        node.close();
        database.close();
    }

    private <T> T inTransaction(Supplier<T> work) {
        return new TransactionTemplate(node.transactions).execute(_ -> work.get());
    }

    /** Rows for the end. */
    private static final class Notes implements Together.Part {

        private record Note(String sql, List<@Nullable Object[]> rows) {}

        private final JdbcTemplate jdbc;
        private final List<Integer> wrote;
        private final List<Note> notes = new ArrayList<>();

        Notes(JdbcTemplate jdbc, List<Integer> wrote) {
            this.jdbc = jdbc;
            this.wrote = wrote;
        }

        @Override
        public void flush(Writes writes) {
            notes.forEach(note -> writes.add(jdbc, note.sql(), note.rows(), wrote::add));
            notes.clear();
        }
    }

    private void leave(String sql, List<@Nullable Object[]> rows) {
        Notes notes = Together.current().orElseThrow().part(Notes.class, () -> new Notes(jdbc, wrote));
        notes.notes.add(new Notes.Note(sql, rows));
    }

    private static List<@Nullable Object[]> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(id -> new @Nullable Object[] {id, "first"})
                .toList();
    }

    private List<String> texts() {
        return jdbc.queryForList("SELECT text FROM note ORDER BY id", String.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void what_waits_is_written_in_its_order_however_much_it_is(int count) {
        inTransaction(() -> Together.run(() -> {
            node.append("toy", 0, "shelf");
            leave(INSERT, rows(count));
            leave(CHANGE, List.of(new @Nullable Object[] {" then", 0}, new @Nullable Object[] {" then", 1_000}));
            assertThat(texts()).as("nothing before the end").isEmpty();
            return true;
        }));
        assertThat(texts()).hasSize(count).startsWith("first then");
        assertThat(wrote).hasSize(count + 2).endsWith(1, 0);
        assertThat(node.engine.lastSequenceNumberFor("toy")).contains(0L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void an_event_whose_place_is_taken_is_told_from_a_row_that_was_there(int count) {
        node.append("toy", 0, "shelf");
        jdbc.update(INSERT, 0, "there");
        assertThatThrownBy(() -> together(() -> node.append("toy", 0, "box"), count))
                .isInstanceOf(AggregateStreamCreationException.class);
        assertThatThrownBy(() -> together(
                        () -> {
                            assertThat(node.engine.readEvents("toy").hasNext()).isTrue();
                            node.append("toy", 0, "box");
                        },
                        count))
                .isInstanceOf(AggregateStreamCreationException.class);
        node.append("toy", 1, "box");
        assertThatThrownBy(() -> together(() -> node.append("toy", 1, "bin"), count))
                .isInstanceOf(ConcurrencyException.class);
        assertThatThrownBy(() -> together(() -> node.append("other", 0, "box"), count))
                .isInstanceOf(DuplicateKeyException.class);
        assertThat(node.engine.lastSequenceNumberFor("other")).isEmpty();
        assertThat(texts()).containsExactly("there");
    }

    private void together(Runnable first, int count) {
        inTransaction(() -> Together.run(() -> {
            first.run();
            leave(INSERT, rows(count));
            return true;
        }));
    }

    @Test
    void a_stream_taken_for_new_is_not_read_and_found_out_where_it_was_not() {
        node.append("toy", 0, "shelf");
        assertThatThrownBy(() -> inTransaction(() -> Together.run(() -> {
                    node.engine.assumeNew(List.of("toy"));
                    assertThat(node.engine.readEvents("toy").hasNext()).isFalse();
                    node.append("toy", 0, "box");
                    return true;
                })))
                .isInstanceOf(AggregateStreamCreationException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void a_commit_waits_for_the_disk_unless_it_is_said_that_it_need_not(int count) {
        assertThat(synchronousCommit(count, true)).isEqualTo("off");
        jdbc.update("DELETE FROM note");
        assertThat(synchronousCommit(count, false)).isEqualTo("on");
    }

    private String synchronousCommit(int count, boolean late) {
        return inTransaction(() -> {
            Together.run(() -> {
                leave(INSERT, rows(count));
                if (late) {
                    Together.current().orElseThrow().commitLate();
                }
                return true;
            });
            return jdbc.queryForObject("SHOW synchronous_commit", String.class);
        });
    }

    @Test
    void statements_of_one_message_see_what_those_before_them_did_and_fail_as_one() {
        var answers = new RoundTrip()
                .then(INSERT, 1, "a")
                .then(CHANGE, "b", 1)
                .then("SELECT length(text) FROM note WHERE id = ?", 1)
                .then("SELECT id FROM note WHERE id > ?", 1)
                .send(jdbc);
        assertThat(answers)
                .containsExactly(
                        new RoundTrip.Answer(1, null),
                        new RoundTrip.Answer(1, null),
                        new RoundTrip.Answer(1, 2L),
                        new RoundTrip.Answer(0, null));
        assertThatThrownBy(() -> new RoundTrip()
                        .then(INSERT, 2, "a")
                        .then(INSERT, 3, null)
                        .then(INSERT, 4, "a")
                        .send(jdbc))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(texts()).containsExactly("ab");
    }
}
