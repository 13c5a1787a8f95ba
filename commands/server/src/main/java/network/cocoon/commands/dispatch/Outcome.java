package network.cocoon.commands.dispatch;

import java.util.List;

/** What became of a command that was not refused. */
public sealed interface Outcome {

    /** Appended, in this order. */
    record Accepted(List<Object> events) implements Outcome {
        public Accepted {
            events = List.copyOf(events);
        }

        /** The first event of this type. */
        public <E> E only(Class<E> type) {
            return events.stream()
                    .filter(type::isInstance)
                    .map(type::cast)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + type.getSimpleName() + " among the events"));
        }
    }

    /** The same command was carried out before; nothing was appended. */
    record AlreadyDone() implements Outcome {}
}
