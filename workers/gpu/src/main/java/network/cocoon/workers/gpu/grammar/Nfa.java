package network.cocoon.workers.gpu.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/** A regular expression as states of which several hold at once. It is looked for anywhere in a text, as ECMA-262 does. */
final class Nfa {

    private static final int MOST_STATES = 20_000;

    /** Reads a character, or stands for others; with no others it is where the expression has been found. */
    private sealed interface State {

        record Reads(CodePoints points, int next) implements State {}

        record At(Regex.Edge edge, int next) implements State {}

        record Forks(List<Integer> next) implements State {}

        record Found() implements State {}
    }

    private final List<State> states = new ArrayList<>();
    private final Effort effort;
    private final int found;
    private final int first;

    Nfa(Regex regex, Effort effort) {
        this.effort = effort;
        this.found = added(new State.Found());
        int begins = from(regex, found);
        int before = added(new State.Forks(List.of(begins)));
        int other = added(new State.Reads(CodePoints.ALL, before));
        states.set(before, new State.Forks(List.of(begins, other)));
        this.first = before;
    }

    private int added(State state) {
        if (states.size() == MOST_STATES) {
            throw SchemaReader.unsupported("a pattern of so many states");
        }
        states.add(state);
        return states.size() - 1;
    }

    /** Built from its end: every part knows what comes next. */
    private int from(Regex regex, int next) {
        effort.take(1);
        return switch (regex) {
            case Regex.Chars chars -> added(new State.Reads(chars.points(), next));
            case Regex.Edge edge -> added(new State.At(edge, next));
            case Regex.Sequence sequence -> {
                int begins = next;
                for (Regex part : sequence.parts().reversed()) {
                    begins = from(part, begins);
                }
                yield begins;
            }
            case Regex.Choice choice ->
                added(new State.Forks(choice.options().stream()
                        .map(option -> from(option, next))
                        .toList()));
            case Regex.Repeat repeat -> repeated(repeat, next);
        };
    }

    private int repeated(Regex.Repeat repeat, int next) {
        int begins = next;
        if (repeat.most() == Regex.Repeat.ENDLESS) {
            begins = added(new State.Forks(List.of(next)));
            states.set(begins, new State.Forks(List.of(from(repeat.what(), begins), next)));
        } else {
            for (int i = repeat.least(); i < repeat.most(); i++) {
                begins = added(new State.Forks(List.of(from(repeat.what(), begins), next)));
            }
        }
        for (int i = 0; i < repeat.least(); i++) {
            begins = from(repeat.what(), begins);
        }
        return begins;
    }

    /** The states that hold before the first character. */
    BitSet start() {
        BitSet start = new BitSet();
        start.set(first);
        return closed(start, true, false);
    }

    /** Whether a text may end here. */
    boolean ends(BitSet set, boolean atStart) {
        return closed(set, atStart, true).get(found);
    }

    /** The states that hold after this character. */
    BitSet after(BitSet set, int point) {
        BitSet after = new BitSet();
        for (int state = set.nextSetBit(0); state >= 0; state = set.nextSetBit(state + 1)) {
            if (states.get(state) instanceof State.Reads(CodePoints points, int next) && points.has(point)) {
                after.set(next);
            }
        }
        effort.take(set.cardinality());
        return closed(after, false, false);
    }

    /** What the states read: between two neighbours of these, all characters lead to the same. */
    int[] borders(BitSet set) {
        IntStream.Builder borders = IntStream.builder();
        for (int state = set.nextSetBit(0); state >= 0; state = set.nextSetBit(state + 1)) {
            if (states.get(state) instanceof State.Reads(CodePoints points, int _)) {
                effort.take(points.ranges());
                for (int range = 0; range < points.ranges(); range++) {
                    borders.add(points.first(range));
                    borders.add(points.last(range) + 1);
                }
            }
        }
        return borders.build().sorted().distinct().toArray();
    }

    boolean hasFound(BitSet set) {
        return set.get(found);
    }

    /** With all that hold too without another character; only those that read, are found, or wait for the end. */
    private BitSet closed(BitSet set, boolean atStart, boolean atEnd) {
        Deque<Integer> open = new ArrayDeque<>();
        set.stream().forEach(open::push);
        BitSet seen = new BitSet();
        BitSet closed = new BitSet();
        while (!open.isEmpty()) {
            int state = open.pop();
            if (seen.get(state)) {
                continue;
            }
            seen.set(state);
            effort.take(1);
            switch (states.get(state)) {
                case State.Forks(List<Integer> next) -> next.forEach(open::push);
                case State.At(Regex.Edge edge, int next) -> {
                    if (edge == Regex.Edge.START ? atStart : atEnd) {
                        open.push(next);
                    } else if (edge == Regex.Edge.END) {
                        closed.set(state);
                    }
                }
                case State.Reads _, State.Found _ -> closed.set(state);
            }
        }
        return closed;
    }
}
