package network.cocoon.audit;

import java.util.HashMap;
import java.util.Map;
import network.cocoon.domain.inference.InferenceEvent;

/** The log's own order: a dense index without gaps, and every stream without gaps. */
final class Sequences {

    private long lastIndex;
    private final Map<String, Long> next = new HashMap<>();

    void check(LogEntry entry, Place place) {
        place.require(entry.index() == lastIndex + 1, "dense index", lastIndex + 1, entry.index());
        lastIndex = entry.index();
        place.require(entry.name().startsWith(entry.stream() + "."), "stream", entry.stream() + ".*", entry.name());
        long expected = next.getOrDefault(entry.aggregate(), 0L);
        place.require(entry.sequence() == expected, "stream sequence", expected, entry.sequence());
        next.put(entry.aggregate(), expected + 1);
    }

    /** An event lies on the stream that it names. */
    static void onItsStream(String id, Place place) {
        place.require(id.equals(place.aggregate()), "stream id", place.aggregate(), id);
    }

    static void onItsStream(InferenceEvent event, Place place) {
        onItsStream(event.request().value(), place);
    }

    long events() {
        return lastIndex;
    }
}
