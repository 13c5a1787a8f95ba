package network.cocoon.projections.feed;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import network.cocoon.eventstore.PayloadCodec;
import network.cocoon.eventstore.UnreadableEvent;
import org.springframework.stereotype.Component;

/** Stable names of event records, each asked for once. */
@Component
class EventNames {

    private final PayloadCodec codec;
    private final Map<Class<?>, String> names = new ConcurrentHashMap<>();

    EventNames(PayloadCodec codec) {
        this.codec = codec;
    }

    String of(Object event) {
        if (event instanceof UnreadableEvent unreadable) {
            return unreadable.name();
        }
        return names.computeIfAbsent(event.getClass(), _ -> codec.encode(event).name());
    }
}
