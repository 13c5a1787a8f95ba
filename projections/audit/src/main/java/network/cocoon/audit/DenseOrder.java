package network.cocoon.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import network.cocoon.domain.transparency.LeafRow;

/**
 * Puts rows that come nearly in the log's order into it. Rows were written while transactions overlapped, so those of a
 * transaction that committed late wait here until their turn.
 */
final class DenseOrder {

    /** Honest logs need as much as transactions were open at once. */
    static final long MOST_BYTES = 32L << 20;

    /** What a row takes beside its payload and metadata, about. */
    private static final int ROW_BYTES = 256;

    /** The rows lie too far apart to wait for: they must be asked for in their order. */
    static final class TooFarApart extends RuntimeException {
        TooFarApart() {
            super("rows far out of order", null, false, false);
        }
    }

    private final Consumer<LeafRow> reader;
    private final Map<Long, LeafRow> waiting = new HashMap<>();
    private final long mostBytes;
    private long bytes;
    private long next = 1;

    /** @param mostBytes that may wait */
    DenseOrder(Consumer<LeafRow> reader, long mostBytes) {
        this.reader = reader;
        this.mostBytes = mostBytes;
    }

    /** Hands the row on when all before it were; throws {@link TooFarApart} when too many wait. */
    void add(LeafRow row) {
        if (row.index() != next) {
            waiting.put(row.index(), row);
            bytes += size(row);
            if (bytes > mostBytes) {
                throw new TooFarApart();
            }
            return;
        }
        next++;
        reader.accept(row);
        if (!waiting.isEmpty()) {
            handOn();
        }
    }

    private void handOn() {
        for (LeafRow row = waiting.remove(next); row != null; row = waiting.remove(next)) {
            bytes -= size(row);
            next++;
            reader.accept(row);
        }
    }

    /** How many were handed on, from the first without a gap. */
    long handedOn() {
        return next - 1;
    }

    /** No more rows: what still waits stands behind a gap, and whoever reads must see it. */
    void finish() {
        new TreeMap<>(waiting).values().forEach(reader);
        waiting.clear();
    }

    private static long size(LeafRow row) {
        return (long) row.payload().length + row.metadata().length + ROW_BYTES;
    }
}
