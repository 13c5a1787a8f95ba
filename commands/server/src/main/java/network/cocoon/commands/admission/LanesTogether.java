package network.cocoon.commands.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import network.cocoon.domain.account.LaneState;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.eventstore.Together;
import network.cocoon.eventstore.Writes;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Lanes that a transaction of several orders has locked, and what they have become since they were read. */
final class LanesTogether implements Together.Part {

    private final JdbcOperations jdbc;
    private final TreeMap<LaneBook.Ref, Held> held = new TreeMap<>();

    LanesTogether(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    private static final class Held {
        private LaneState state;
        private boolean moved;

        Held(LaneState state) {
            this.state = state;
        }
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    void hold(AccountId account, LaneState state) {
        held.put(new LaneBook.Ref(account, state.lane()), new Held(state));
    }

    Optional<LaneState> find(AccountId account, int lane) {
        return Optional.ofNullable(held.get(new LaneBook.Ref(account, lane))).map(it -> it.state);
    }

    /** A reservation from a lane that is locked already. */
    Optional<LaneMove> reserve(AccountId account, Nanoton amount) {
        return held.entrySet().stream()
                .filter(entry -> entry.getKey().account().equals(account)
                        && entry.getValue().state.free().compareTo(amount) >= 0)
                .findFirst()
                .map(entry -> {
                    LaneState lane = entry.getValue().state;
                    var move = new LaneMove(lane.lane(), lane.version() + 1, -amount.value());
                    move(account, move);
                    return move;
                });
    }

    /** False where the lane is not locked here. */
    boolean move(AccountId account, LaneMove move) {
        Held lane = held.get(new LaneBook.Ref(account, move.lane()));
        if (lane == null) {
            return false;
        }
        long free = Math.addExact(lane.state.free().value(), move.delta());
        if (lane.state.version() != move.version() - 1 || free < 0) {
            throw LaneBook.cannot(account, move);
        }
        lane.state = new LaneState(move.lane(), move.version(), Nanoton.of(free));
        lane.moved = true;
        return true;
    }

    @Override
    public void flush(Writes writes) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        held.forEach((ref, lane) -> {
            if (lane.moved) {
                rows.add(new @Nullable Object[] {
                    lane.state.version(),
                    lane.state.free().value(),
                    ref.account().value(),
                    ref.lane()
                });
                lane.moved = false;
            }
        });
        writes.add(jdbc, "UPDATE lane SET version = ?, free_nanoton = ? WHERE account = ? AND lane = ?", rows);
    }
}
