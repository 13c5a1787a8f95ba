package network.cocoon.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import network.cocoon.domain.kernel.Decider;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.wire.event.EventCodec;

/** A log in the making: decides, numbers and hands on; keeps the states of open streams. */
final class Generated {

    private final EventCodec codec = new EventCodec();
    private final Consumer<LogEntry> sink;
    private final Map<String, Object> states = new HashMap<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private Instant now;
    private long events;

    Generated(Instant start, Consumer<LogEntry> sink) {
        this.now = start;
        this.sink = sink;
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    void passTo(Instant time) {
        now = time;
    }

    long events() {
        return events;
    }

    @SuppressWarnings("unchecked") // each id has one kind of stream
    <C, S, E> E decide(String id, Decider<C, S, E> decider, C command) {
        S state = (S) states.getOrDefault(id, decider.initial());
        if (!(decider.decide(command, state) instanceof Decision.Accepted<E> accepted)) {
            throw new IllegalStateException("not accepted: " + decider.decide(command, state));
        }
        for (E event : accepted.events()) {
            append(id, event);
            state = decider.evolve(state, event);
        }
        states.put(id, state);
        return accepted.events().getFirst();
    }

    void close(String id) {
        states.remove(id);
        sequences.remove(id);
    }

    private void append(String id, Object event) {
        EventCodec.Encoded encoded = codec.encode(event);
        String name = encoded.name();
        sink.accept(new LogEntry(
                ++events,
                name.substring(0, name.indexOf('.')),
                id,
                sequences.merge(id, 1L, Long::sum) - 1,
                name,
                encoded.revision(),
                encoded.payload()));
    }
}
