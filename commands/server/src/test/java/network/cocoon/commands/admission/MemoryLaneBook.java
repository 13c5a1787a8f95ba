package network.cocoon.commands.admission;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import network.cocoon.commands.dispatch.NotTogetherException;
import network.cocoon.commands.memory.Database;
import network.cocoon.commands.memory.Tables;
import network.cocoon.commands.memory.Tables.LaneKey;
import network.cocoon.domain.account.LaneState;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.eventstore.Together;
import network.cocoon.eventstore.Writes;

/** {@link LaneBook} in memory. */
public class MemoryLaneBook implements LaneBook {

    private final Database database;
    private final Tables tables;

    public MemoryLaneBook(Database database, Tables tables) {
        this.database = database;
        this.tables = tables;
    }

    @Override
    public void create(AccountId account, int lanes) {
        database.within("lane create", () -> {
            for (int lane = 0; lane < lanes; lane++) {
                if (!tables.lanes.insert(new LaneKey(account, lane), new LaneState(lane, 0, Nanoton.ZERO))) {
                    throw new IllegalStateException("the account has lanes");
                }
            }
            return true;
        });
    }

    @Override
    public List<LaneState> lock(AccountId account) {
        if (held().filter(Held::some).isPresent()) {
            throw new NotTogetherException("who waits for all lanes may hold none");
        }
        held().ifPresent(Held::begin);
        return database.within("lane lock all", () -> lanes(account)
                .mapToObj(lane -> tables.lanes.lock(new LaneKey(account, lane)).orElseThrow())
                .toList());
    }

    /** Whether a transaction of several orders has locked a lane. */
    private static final class Held implements Together.Part {
        private boolean some;

        boolean some() {
            return some;
        }

        void begin() {
            some = true;
        }

        @Override
        public void flush(Writes writes) {}
    }

    private static Optional<Held> held() {
        return Together.current().map(it -> it.part(Held.class, Held::new));
    }

    @Override
    public void lockAll(Collection<Ref> several) {
        held().ifPresent(Held::begin);
        several.stream()
                .sorted()
                .forEach(ref ->
                        database.within("lane lock", () -> tables.lanes.lock(new LaneKey(ref.account(), ref.lane()))));
    }

    @Override
    public void lockWhole(Collection<AccountId> accounts) {
        lockAll(accounts.stream()
                .flatMap(account -> lanes(account).mapToObj(lane -> new Ref(account, lane)))
                .toList());
    }

    @Override
    public List<LaneState> read(AccountId account) {
        return database.statement("lane read", () -> lanes(account)
                .mapToObj(lane -> tables.lanes.find(new LaneKey(account, lane)).orElseThrow())
                .toList());
    }

    @Override
    public void apply(AccountId account, List<LaneMove> moves) {
        database.require();
        moves.stream().sorted(Comparator.comparingInt(LaneMove::lane)).forEach(move -> apply(account, move));
    }

    private void apply(AccountId account, LaneMove move) {
        database.statement("lane apply", () -> {
            var key = new LaneKey(account, move.lane());
            Optional<LaneState> lane = tables.lanes.lock(key);
            long free = lane.map(state -> state.free().value() + move.delta()).orElse(-1L);
            if (lane.isEmpty() || lane.get().version() != move.version() - 1 || free < 0) {
                throw new IllegalStateException("lane " + move.lane() + " of " + account + " cannot take version "
                        + move.version() + " by " + move.delta());
            }
            tables.lanes.put(key, new LaneState(move.lane(), move.version(), Nanoton.of(free)));
            return true;
        });
    }

    @Override
    public Optional<LaneMove> reserve(AccountId account, RequestId request, Nanoton amount) {
        return database.within("lane reserve", () -> {
            int count = (int) lanes(account).count();
            int first = Integer.parseInt(request.value().substring(0, 4), 16);
            return tables.lanes
                    .lockFirst(
                            lanes(account)
                                    .boxed()
                                    .sorted(Comparator.comparingInt(lane -> (lane + first) % count))
                                    .map(lane -> new LaneKey(account, lane)),
                            lane -> lane.free().compareTo(amount) >= 0)
                    .map(lane -> {
                        held().ifPresent(Held::begin);
                        long version = lane.version() + 1;
                        Nanoton left = Nanoton.of(lane.free().value() - amount.value());
                        tables.lanes.put(new LaneKey(account, lane.lane()), new LaneState(lane.lane(), version, left));
                        return new LaneMove(lane.lane(), version, -amount.value());
                    });
        });
    }

    @Override
    public long lockVersion(AccountId account, int lane) {
        return database.within(
                "lane lock",
                () -> tables.lanes
                                .lock(new LaneKey(account, lane))
                                .orElseThrow()
                                .version()
                        + 1);
    }

    /** Lane numbers are contiguous from 0 and never change once made. */
    private IntStream lanes(AccountId account) {
        return IntStream.iterate(
                0, lane -> tables.lanes.find(new LaneKey(account, lane)).isPresent(), lane -> lane + 1);
    }
}
