package network.cocoon.workers.gpu.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Parts of lists and strings, as Python cuts them; a string is cut between characters. */
final class Slices {

    private Slices() {}

    static Value of(Value object, Optional<Long> from, Optional<Long> to, Optional<Long> step, Budget budget) {
        return switch (object) {
            case Value.Items items -> {
                budget.items(items.items().size());
                List<Value> part = new ArrayList<>();
                cut(
                        items.items().size(),
                        from,
                        to,
                        step.orElse(1L),
                        i -> part.add(items.items().get(i)));
                yield new Value.Items(part);
            }
            case Value.Text text -> {
                budget.characters(text.text().length());
                int[] characters = text.text().codePoints().toArray();
                StringBuilder part = new StringBuilder();
                cut(characters.length, from, to, step.orElse(1L), i -> part.appendCodePoint(characters[i]));
                yield Value.text(part.toString());
            }
            default -> throw Evaluator.wrong("only lists and strings are cut");
        };
    }

    private static void cut(int size, Optional<Long> from, Optional<Long> to, long step, IntConsumer taken) {
        if (step == 0) {
            throw Evaluator.wrong("a step of nothing");
        }
        boolean on = step > 0;
        long least = on ? 0 : -1;
        long most = on ? size : size - 1L;
        long start = from.map(at -> within(at, size, least, most)).orElse(on ? 0 : most);
        long end = to.map(at -> within(at, size, least, most)).orElse(on ? size : -1L);
        // A step so large that it overflows has left the list after one item.
        long stride = Math.clamp(step, -size - 1L, size + 1L);
        for (long i = start; on ? i < end : i > end; i += stride) {
            taken.accept((int) i);
        }
    }

    private static long within(long at, int size, long least, long most) {
        return Math.clamp(at < 0 ? Math.max(at, -2L * size - 2) + size : at, least, most);
    }
}
