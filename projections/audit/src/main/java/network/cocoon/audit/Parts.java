package network.cocoon.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.transparency.LeafHasher;
import network.cocoon.domain.transparency.LeafRow;

/** Parts of a log that hands over one event at a time. */
final class Parts {

    private static final int EVENTS = 512;

    private final Consumer<LogPart> taker;
    private List<LeafRow> filling = new ArrayList<>(EVENTS);

    private Parts(Consumer<LogPart> taker) {
        this.taker = taker;
    }

    static void gather(RowSource log, Consumer<LogPart> taker) {
        Parts parts = new Parts(taker);
        log.read(parts::add);
        parts.handOn();
    }

    private void add(LeafRow row) {
        filling.add(row);
        if (filling.size() == EVENTS) {
            handOn();
        }
    }

    private void handOn() {
        if (!filling.isEmpty()) {
            taker.accept(new Part(filling));
            filling = new ArrayList<>(EVENTS);
        }
    }

    private record Part(List<LeafRow> rows) implements LogPart {
        @Override
        public void forEach(BiConsumer<LogEntry, Digest> reader) {
            LeafHasher leaves = new LeafHasher();
            for (LeafRow row : rows) {
                LogEntry entry = new LogEntry(
                        row.index(),
                        row.stream(),
                        row.aggregate(),
                        row.sequence(),
                        row.name(),
                        row.revision(),
                        row.payload());
                reader.accept(entry, leaves.hash(row));
            }
        }
    }
}
