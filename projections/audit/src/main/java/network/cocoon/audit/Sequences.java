package network.cocoon.audit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import network.cocoon.domain.inference.InferenceEvent;

/** The log's own order: a dense index without gaps, and every stream without gaps and never back in time. */
final class Sequences {

    private static final class Last {
        private long events;
        private long micros = Long.MIN_VALUE;
    }

    private final RequestBook requests;
    private final Map<String, Last> streams = new HashMap<>();
    private long lastIndex;
    private long latest = Long.MIN_VALUE;
    private long steppedBack;
    private long farthestBack;

    Sequences(RequestBook requests) {
        this.requests = requests;
    }

    void check(LogEntry entry, Place place) {
        if (entry.index() != lastIndex + 1) {
            throw place.wrong("dense index", lastIndex + 1, entry.index());
        }
        lastIndex = entry.index();
        String stream = entry.stream();
        if (!entry.name().startsWith(stream) || !entry.name().startsWith(".", stream.length())) {
            throw place.wrong("stream", stream + ".*", entry.name());
        }
    }

    /** The next event of its stream, not before the one before it. */
    void follows(LogEntry entry, Instant at, Place place) {
        long micros = EventTimes.micros(at);
        // A request's stream has an id of its own kind; whatever else comes as one is kept apart.
        int request = entry.stream().equals("inference") ? requests.find(entry.aggregate()) : -1;
        if (request >= 0) {
            long events = requests.events(request);
            follows(events, events == 0 ? Long.MIN_VALUE : requests.lastAt(request), entry, micros, place);
            requests.add(request, micros);
        } else {
            Last last = streams.computeIfAbsent(entry.aggregate(), _ -> new Last());
            follows(last.events, last.micros, entry, micros, place);
            last.events++;
            last.micros = micros;
        }
        // Transactions overlap, and nodes have clocks of their own: across streams it is a figure, not a fault.
        if (micros < latest) {
            steppedBack++;
            farthestBack = Math.max(farthestBack, latest - micros);
        }
        latest = Math.max(latest, micros);
    }

    private static void follows(long events, long last, LogEntry entry, long micros, Place place) {
        if (entry.sequence() != events) {
            throw place.wrong("stream sequence", events, entry.sequence());
        }
        if (micros < last) {
            throw place.wrong("time", "not before the stream's last event", (last - micros) + " us before it");
        }
    }

    /** An event lies on the stream that it names. */
    static void onItsStream(String id, Place place) {
        if (!id.equals(place.aggregate())) {
            throw place.wrong("stream id", place.aggregate(), id);
        }
    }

    static void onItsStream(InferenceEvent event, Place place) {
        onItsStream(event.request().value(), place);
    }

    long events() {
        return lastIndex;
    }

    /** Events whose time lies before that of some event ahead of them. */
    long steppedBack() {
        return steppedBack;
    }

    /** By how many microseconds at most. */
    long farthestBack() {
        return farthestBack;
    }
}
