package network.cocoon.audit;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.LaneMove;

/** Every account's lanes: versions without gaps, never below zero. */
final class LaneBook {

    private static final class Lane {
        private final VersionedMoves<LaneMove> moves = new VersionedMoves<>("lane version", this::apply);
        private long free;

        private void apply(LaneMove move, Place place) {
            free = Math.addExact(free, move.delta());
            if (free < 0) {
                throw place.wrong("lane", "lane " + move.lane() + " at least 0", free);
            }
        }
    }

    private final Map<AccountId, List<Lane>> lanes = new HashMap<>();

    void add(AccountId account, int laneCount, LaneMove move, Place place) {
        if (move.lane() >= laneCount) {
            throw place.wrong("lane", "a lane below " + laneCount, move.lane());
        }
        List<Lane> all = lanes.computeIfAbsent(account, _ -> new ArrayList<>());
        while (all.size() <= move.lane()) {
            all.add(new Lane());
        }
        all.get(move.lane()).moves.add(move.version(), move, place);
    }

    void finish() {
        lanes.values().forEach(all -> all.forEach(lane -> lane.moves.finish()));
    }

    BigInteger free(AccountId account) {
        Sum free = new Sum();
        lanes.getOrDefault(account, List.of()).forEach(lane -> free.add(lane.free));
        return free.value();
    }
}
