package network.cocoon.commands.admission;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.cocoon.eventstore.Together;
import network.cocoon.eventstore.Writes;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Sums of a day that a transaction of several orders has locked and goes on adding to. */
final class DaysTogether implements Together.Part {

    private final JdbcOperations jdbc;
    private final Map<Sum, Held> held = new HashMap<>();

    DaysTogether(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** One row of one of the two tables. */
    record Sum(Kind kind, String of, LocalDate day) {}

    enum Kind {
        REQUESTS("UPDATE day_count SET number = ? WHERE account = ? AND day = ?"),
        SPENDING("UPDATE key_spend SET nanoton = ? WHERE key = ? AND day = ?");

        private final String update;

        Kind(String update) {
            this.update = update;
        }
    }

    private static final class Held {
        private long value;
        private boolean moved;

        Held(long value) {
            this.value = value;
        }
    }

    void hold(Sum sum, long value) {
        held.put(sum, new Held(value));
    }

    boolean holds(Sum sum) {
        return held.containsKey(sum);
    }

    /** The sum with so much more, of one that is held; empty and unchanged where that is above the limit. */
    Optional<Long> add(Sum sum, long more, long limit) {
        Held now = held.get(sum);
        if (now == null || now.value > limit - more) {
            return Optional.empty();
        }
        now.value += more;
        now.moved = true;
        return Optional.of(now.value);
    }

    @Override
    public void flush(Writes writes) {
        for (Kind kind : Kind.values()) {
            List<@Nullable Object[]> rows = new ArrayList<>();
            held.forEach((sum, it) -> {
                if (sum.kind() == kind && it.moved) {
                    rows.add(new @Nullable Object[] {it.value, sum.of(), sum.day()});
                    it.moved = false;
                }
            });
            writes.add(jdbc, kind.update, rows);
        }
    }
}
