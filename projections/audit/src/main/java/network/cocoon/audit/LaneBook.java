package network.cocoon.audit;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.LaneMove;

/** Every account's lanes: versions without gaps, never below zero. */
final class LaneBook {

    private record Key(AccountId account, int lane) {}

    private static final class Lane {
        private final VersionedMoves<LaneMove> moves = new VersionedMoves<>("lane", this::apply);
        private BigInteger free = BigInteger.ZERO;

        private void apply(LaneMove move, Place place) {
            free = free.add(BigInteger.valueOf(move.delta()));
            place.require(free.signum() >= 0, "lane", "lane " + move.lane() + " at least 0", free);
        }
    }

    private final Map<Key, Lane> lanes = new HashMap<>();

    void add(AccountId account, int laneCount, LaneMove move, Place place) {
        place.require(move.lane() < laneCount, "lane", "a lane below " + laneCount, move.lane());
        lanes.computeIfAbsent(new Key(account, move.lane()), _ -> new Lane())
                .moves
                .add(move.version(), move, place);
    }

    void finish() {
        lanes.values().forEach(lane -> lane.moves.finish());
    }

    BigInteger free(AccountId account) {
        BigInteger free = BigInteger.ZERO;
        for (var entry : lanes.entrySet()) {
            if (entry.getKey().account().equals(account)) {
                free = free.add(entry.getValue().free);
            }
        }
        return free;
    }
}
