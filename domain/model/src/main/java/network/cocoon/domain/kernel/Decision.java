package network.cocoon.domain.kernel;

import java.util.List;

/** What a decider answers: new facts, nothing to do, or a coded refusal. */
public sealed interface Decision<E> {

    /** Append these, in this order, in one commit. Never empty. */
    record Accepted<E>(List<E> events) implements Decision<E> {
        public Accepted {
            events = List.copyOf(events);
            if (events.isEmpty()) {
                throw new IllegalArgumentException("an accepted decision has at least one event");
            }
        }
    }

    /** The command was carried out before: a repeated report is answered like the first. */
    record AlreadyDone<E>() implements Decision<E> {}

    /** Refused; the log does not change. */
    record Rejected<E>(Rejection rejection) implements Decision<E> {}

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read, and copied at once
    static <E> Decision<E> accept(E... events) {
        return new Accepted<>(List.of(events));
    }

    static <E> Decision<E> alreadyDone() {
        return new AlreadyDone<>();
    }

    static <E> Decision<E> reject(Refusal code, String detail) {
        return new Rejected<>(new Rejection(code, detail));
    }
}
