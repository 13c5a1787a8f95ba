package network.cocoon.workers.operator.contract;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellDictionary;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.workers.operator.contract.HighloadWallet.QueryId;
import org.jspecify.annotations.Nullable;

/**
 * The query ids that a wallet's data remembers: those since it last cleaned up, and those of the time before. For choosing
 * one that costs little. The wallet itself refuses an id that it has seen, so data that are not true cost a delay and no more.
 */
public final class QueryIds {

    /** Of a wallet that is not deployed. */
    public static final QueryIds NONE = new QueryIds(Map.of(), Map.of(), Instant.EPOCH, HighloadWallet.LONGEST_TIMEOUT);

    private static final int SHIFT_BITS = 13;
    private static final int TRIES = 64;

    private final Map<Integer, Cell> before;
    private final Map<Integer, Cell> recent;
    private final Instant cleaned;
    private final Duration timeout;

    private QueryIds(Map<Integer, Cell> before, Map<Integer, Cell> recent, Instant cleaned, Duration timeout) {
        this.before = before;
        this.recent = recent;
        this.cleaned = cleaned;
        this.timeout = timeout;
    }

    /** Throws {@link network.cocoon.wire.ton.TonFormatException} for what is not the wallet's data. */
    public static QueryIds of(Cell data) {
        CellReader in = data.read().skip(256 + 32);
        Map<Integer, Cell> before = table(in.maybeRef());
        Map<Integer, Cell> recent = table(in.maybeRef());
        // The wallet's clock has 64 bits, of which time needs fewer; what it shows ahead never cleans up.
        BigInteger cleaned = in.big(64);
        Instant at = cleaned.bitLength() > 40 ? Instant.MAX : Instant.ofEpochSecond(cleaned.longValue());
        return new QueryIds(before, recent, at, Duration.ofSeconds(in.uint(22)));
    }

    private static Map<Integer, Cell> table(@Nullable Cell root) {
        Map<Integer, Cell> table = new TreeMap<>();
        if (root != null) {
            CellDictionary.read(root, SHIFT_BITS, QueryId.SHIFTS)
                    .forEach((shift, value) -> table.put(shift.intValue(), value.ref()));
        }
        return table;
    }

    /**
     * One that is free and, as far as can be known, cheap. The wallet keeps a cell for each shift that is in use, and a tree
     * above them: in a run of 40 messages of two payments and more, ids side by side cost 7,912 gas in the mean, at random 10,787.
     *
     * @param now of the chain
     * @param others ids of messages that may be on their way
     */
    public QueryId next(Instant now, Set<Integer> others, RandomGenerator random) {
        boolean cleans = cleaned.isBefore(now.minus(timeout));
        Set<Integer> shifts = new TreeSet<>();
        others.forEach(id -> shifts.add(QueryId.of(id).shift()));
        if (!cleans) {
            shifts.addAll(recent.keySet());
        }
        for (int shift : shifts) {
            int[] free = IntStream.range(0, QueryId.BITS)
                    .filter(bit -> isFree(new QueryId(shift, bit), others))
                    .toArray();
            if (free.length > 0) {
                // Not the first: a second operator who sees the same chooses, too.
                return new QueryId(shift, free[random.nextInt(free.length)]);
            }
        }
        // A shift of the time before would be looked up there, in two cells more.
        Map<Integer, Cell> old = cleans ? recent : before;
        QueryId fresh = random(random);
        for (int i = 1; i < TRIES && (old.containsKey(fresh.shift()) || !isFree(fresh, others)); i++) {
            fresh = random(random);
        }
        return fresh;
    }

    /** Anywhere, for who cannot say what the wallet remembers: among eight million, two are hardly ever the same. */
    public static QueryId random(RandomGenerator random) {
        return new QueryId(random.nextInt(QueryId.SHIFTS), random.nextInt(QueryId.BITS));
    }

    private boolean isFree(QueryId id, Set<Integer> others) {
        return !others.contains(id.value()) && !isIn(before, id) && !isIn(recent, id);
    }

    private static boolean isIn(Map<Integer, Cell> table, QueryId id) {
        Cell bits = table.get(id.shift());
        return bits != null
                && (bits.bits() <= id.bit() || bits.read().skip(id.bit()).bit());
    }
}
