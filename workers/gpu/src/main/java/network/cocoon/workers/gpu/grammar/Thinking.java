package network.cocoon.workers.gpu.grammar;

import java.util.OptionalInt;

/** Whether the model thinks: then it may write what it likes. It may begin only before anything else. */
final class Thinking {

    private final OptionalInt starts;
    private final OptionalInt ends;
    private boolean now;
    private boolean over;

    /** @param now the prompt has begun it */
    Thinking(OptionalInt starts, OptionalInt ends, boolean now) {
        this.starts = starts;
        this.ends = ends;
        this.now = now;
        this.over = starts.isEmpty() || ends.isEmpty();
    }

    boolean now() {
        return now;
    }

    /** The token that begins it, where it may. */
    OptionalInt mayBegin() {
        return now || over ? OptionalInt.empty() : starts;
    }

    /** True where the token belongs to the thinking. */
    boolean took(int token) {
        if (now) {
            now = ends.isEmpty() || token != ends.getAsInt();
            over = !now;
            return true;
        }
        if (!over && starts.isPresent() && token == starts.getAsInt()) {
            now = true;
            return true;
        }
        over = true;
        return false;
    }
}
