package network.cocoon.workers.gpu.grammar;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is still to be written, the next first: the state of the automaton. Equal states allow the same.
 *
 * @param depth of what is below, and itself
 */
record Rest(Item top, @Nullable Rest below, int depth) {

    /** Deeper than any answer; a schema may refer to itself. */
    private static final int MOST_DEPTH = 400;

    static Rest of(Item... items) {
        Rest rest = null;
        for (int i = items.length - 1; i >= 0; i--) {
            rest = new Rest(items[i], rest, rest == null ? 1 : rest.depth + 1);
        }
        if (rest == null) {
            throw new IllegalArgumentException("nothing is to be written");
        }
        return rest;
    }

    /** What is left after a byte: of nothing, or of one that is not allowed. */
    sealed interface After {

        record Left(Rest rest) implements After {}

        /** The answer is whole. */
        record Nothing() implements After {}

        record Refused() implements After {}
    }

    After on(int b) {
        for (Rest rest = this; rest != null; rest = rest.below) {
            Optional<List<Item>> written = rest.top.on(b);
            if (written.isPresent()) {
                return pushed(written.get(), rest.below);
            }
            if (!rest.top.mayEnd()) {
                return new After.Refused();
            }
        }
        return new After.Refused();
    }

    private static After pushed(List<Item> items, @Nullable Rest below) {
        Rest rest = below;
        for (int i = items.size() - 1; i >= 0; i--) {
            rest = new Rest(items.get(i), rest, rest == null ? 1 : rest.depth + 1);
        }
        if (rest == null) {
            return new After.Nothing();
        }
        return rest.depth > MOST_DEPTH ? new After.Refused() : new After.Left(rest);
    }

    /** What allows the same for so many bytes; more of what is written before comes to the same. */
    Rest within(int bytes) {
        return new Rest(top.within(bytes), below, depth);
    }

    /** Whether the answer may end here. */
    boolean mayEnd() {
        for (Rest rest = this; rest != null; rest = rest.below) {
            if (!rest.top.mayEnd()) {
                return false;
            }
        }
        return true;
    }
}
