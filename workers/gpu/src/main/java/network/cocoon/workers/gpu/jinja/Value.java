package network.cocoon.workers.gpu.jinja;

import java.util.List;
import java.util.Map;

/** What an expression comes to. */
public sealed interface Value {

    record Text(String text) implements Value {}

    record Whole(long number) implements Value {}

    record Decimal(double number) implements Value {}

    record Truth(boolean holds) implements Value {}

    record Items(List<Value> items) implements Value {

        public Items {
            items = List.copyOf(items);
        }
    }

    /** @param entries in their order, which is what a template sees */
    record Mapping(Map<String, Value> entries) implements Value {}

    /** The one thing that a template changes: made by {@code namespace()}. */
    record Namespace(Map<String, Value> entries) implements Value {

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** A macro, a method of a value, or a function that is built in. */
    @FunctionalInterface
    non-sealed interface Callable extends Value {
        Value call(Given given);
    }

    /** Given, but nothing: JSON's null. */
    record None() implements Value {}

    /** Not given at all. */
    record Missing() implements Value {}

    /** Arguments of a call. */
    record Given(List<Value> positional, Map<String, Value> named) {

        /** The one at this place or of this name. */
        Value at(int place, String name) {
            return place < positional.size() ? positional.get(place) : named.getOrDefault(name, Nothing.MISSING);
        }
    }

    static Value text(String text) {
        return new Text(text);
    }

    static Value truth(boolean holds) {
        return new Truth(holds);
    }

    default boolean isTrue() {
        return switch (this) {
            case Text t -> !t.text().isEmpty();
            case Whole w -> w.number() != 0;
            case Decimal d -> d.number() != 0 && !Double.isNaN(d.number());
            case Truth t -> t.holds();
            case Items i -> !i.items().isEmpty();
            case Mapping m -> !m.entries().isEmpty();
            case Namespace _, Callable _ -> true;
            case None _, Missing _ -> false;
        };
    }
}
