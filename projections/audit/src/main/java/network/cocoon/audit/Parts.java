package network.cocoon.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Parts of a log that hands over one event at a time. */
final class Parts {

    private static final int EVENTS = 512;

    private final Consumer<LogPart> taker;
    private List<LogEntry> filling = new ArrayList<>(EVENTS);

    private Parts(Consumer<LogPart> taker) {
        this.taker = taker;
    }

    static void gather(LogSource log, Consumer<LogPart> taker) {
        Parts parts = new Parts(taker);
        log.read(parts::add);
        parts.handOn();
    }

    private void add(LogEntry entry) {
        filling.add(entry);
        if (filling.size() == EVENTS) {
            handOn();
        }
    }

    private void handOn() {
        if (!filling.isEmpty()) {
            taker.accept(filling::forEach);
            filling = new ArrayList<>(EVENTS);
        }
    }
}
