package network.cocoon.domain.account;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;

/** How money is spread over lanes. Deltas are exact: they add up to the increase, or to zero. */
final class Lanes {

    private Lanes() {}

    /** Whether these are all lanes of an account with this many, in order. */
    static boolean areAll(List<LaneState> lanes, int count) {
        if (lanes.size() != count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (lanes.get(i).lane() != i || lanes.get(i).version() < 0) {
                return false;
            }
        }
        return true;
    }

    static BigInteger total(List<LaneState> lanes) {
        BigInteger total = BigInteger.ZERO;
        for (LaneState lane : lanes) {
            total = total.add(BigInteger.valueOf(lane.free().value()));
        }
        return total;
    }

    /** Evenly; the first lanes take what does not divide. A lane that gets nothing does not move. */
    static List<LaneMove> spread(long increase, List<LaneState> lanes) {
        long each = increase / lanes.size();
        long rest = increase % lanes.size();
        List<LaneMove> moves = new ArrayList<>();
        for (LaneState lane : lanes) {
            long delta = each + (lane.lane() < rest ? 1 : 0);
            if (delta > 0) {
                moves.add(new LaneMove(lane.lane(), lane.version() + 1, delta));
            }
        }
        return moves;
    }

    /** Takes {@code missing} from the richest lanes first; the caller has checked that they hold it. */
    static List<LaneMove> gather(LaneState target, Nanoton missing, List<LaneState> lanes) {
        List<LaneMove> moves = new ArrayList<>();
        long left = missing.value();
        List<LaneState> richest = richestFirst(
                lanes.stream().filter(lane -> lane.lane() != target.lane()).toList());
        left -= takeFrom(richest, left, moves);
        moves.add(new LaneMove(target.lane(), target.version() + 1, missing.value() - left));
        return moves;
    }

    /** Takes as much of {@code amount} as there is, from the richest lanes first. */
    static List<LaneMove> take(Nanoton amount, List<LaneState> lanes) {
        List<LaneMove> moves = new ArrayList<>();
        takeFrom(richestFirst(lanes), amount.value(), moves);
        return moves;
    }

    private static long takeFrom(List<LaneState> richest, long amount, List<LaneMove> moves) {
        long left = amount;
        for (LaneState lane : richest) {
            long taken = Math.min(left, lane.free().value());
            if (taken > 0) {
                moves.add(new LaneMove(lane.lane(), lane.version() + 1, -taken));
                left -= taken;
            }
        }
        return amount - left;
    }

    private static List<LaneState> richestFirst(List<LaneState> lanes) {
        return lanes.stream()
                .sorted(Comparator.comparing(LaneState::free)
                        .reversed()
                        .thenComparing(Comparator.comparingInt(LaneState::lane)))
                .toList();
    }
}
