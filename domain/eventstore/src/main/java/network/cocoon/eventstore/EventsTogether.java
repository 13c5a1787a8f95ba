package network.cocoon.eventstore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

/** Streams that were read for several orders at once, and the events that they append. */
final class EventsTogether implements Together.Part {

    private final BiConsumer<Writes, List<Object[]>> insert;
    private final Map<String, List<DomainEventMessage<?>>> ahead = new HashMap<>();
    private final List<Object[]> rows = new ArrayList<>();
    private final Set<String> appended = new HashSet<>();

    EventsTogether(BiConsumer<Writes, List<Object[]>> insert) {
        this.insert = insert;
    }

    void readAhead(String stream, List<DomainEventMessage<?>> events) {
        ahead.put(stream, events);
    }

    /** What was read of a stream from its beginning, once: it is of no use to whoever asks after something was appended. */
    @Nullable List<DomainEventMessage<?>> takeAhead(String stream) {
        return ahead.remove(stream);
    }

    void append(String stream, List<Object[]> events) {
        ahead.remove(stream);
        appended.add(stream);
        rows.addAll(events);
    }

    /** Before a stream is read. */
    void flushIfAppended(String stream) {
        if (appended.contains(stream)) {
            writeNow();
        }
    }

    @Override
    public void flush(Writes writes) {
        if (!rows.isEmpty()) {
            insert.accept(writes, List.copyOf(rows));
            rows.clear();
            appended.clear();
        }
    }
}
