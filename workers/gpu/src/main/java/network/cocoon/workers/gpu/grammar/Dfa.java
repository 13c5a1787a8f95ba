package network.cocoon.workers.gpu.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** Texts as states of which one holds at a time, the first being 0. From every state that is led to, some text may end. */
final class Dfa {

    private static final int MOST_STATES = 4096;

    /** What a state costs in memory, in steps. */
    private static final int A_STATE = 50;

    /** Any text. */
    static final Dfa ANY = any();

    /** Characters from one to another, both included, that lead to a state. */
    private record Arrow(int first, int last, int to) {}

    private final List<Arrow[]> arrows;
    private final BitSet ends;

    private Dfa(List<Arrow[]> arrows, BitSet ends) {
        this.arrows = arrows;
        this.ends = ends;
    }

    private static Dfa any() {
        BitSet ends = new BitSet();
        ends.set(0);
        return new Dfa(List.<Arrow[]>of(toAll(0)), ends);
    }

    private static Arrow[] toAll(int state) {
        List<Arrow> all = new ArrayList<>();
        for (int range = 0; range < CodePoints.ALL.ranges(); range++) {
            all.add(new Arrow(CodePoints.ALL.first(range), CodePoints.ALL.last(range), state));
        }
        return all.toArray(new Arrow[0]);
    }

    /** The texts in which a pattern is found; refuses one of too many states, or that is found in none. */
    static Dfa of(String pattern, Effort effort) {
        Nfa nfa = new Nfa(RegexReader.read(pattern), effort);
        Map<BitSet, Integer> numbers = new HashMap<>();
        List<BitSet> sets = new ArrayList<>();
        List<Arrow[]> arrows = new ArrayList<>();
        BitSet ends = new BitSet();
        // Not among the numbered: only at the start does an anchor hold that says so.
        sets.add(nfa.start());
        for (int state = 0; state < sets.size(); state++) {
            BitSet set = sets.get(state);
            if (nfa.hasFound(set)) {
                arrows.add(toAll(state));
                ends.set(state);
                continue;
            }
            List<Arrow> its = new ArrayList<>();
            int[] borders = nfa.borders(set);
            for (int i = 0; i + 1 < borders.length; i++) {
                BitSet after = nfa.after(set, borders[i]);
                if (!after.isEmpty()) {
                    add(its, borders[i], borders[i + 1] - 1, number(after, numbers, sets, effort));
                }
            }
            arrows.add(its.toArray(new Arrow[0]));
            ends.set(state, nfa.ends(set, state == 0));
        }
        return new Dfa(arrows, ends).pruned("a pattern that is found in nothing");
    }

    private static <K> int number(K key, Map<K, Integer> numbers, List<K> keys, Effort effort) {
        return numbers.computeIfAbsent(key, _ -> {
            effort.take(A_STATE);
            if (keys.size() == MOST_STATES) {
                throw SchemaReader.unsupported("a pattern of so many states");
            }
            keys.add(key);
            return keys.size() - 1;
        });
    }

    private static void add(List<Arrow> arrows, int first, int last, int to) {
        Arrow before = arrows.isEmpty() ? null : arrows.getLast();
        if (before != null && before.to() == to && before.last() + 1 == first) {
            arrows.set(arrows.size() - 1, new Arrow(before.first(), last, to));
        } else {
            arrows.add(new Arrow(first, last, to));
        }
    }

    /** The texts that are of both. */
    Dfa and(Dfa other, Effort effort) {
        record Both(int a, int b) {}
        Map<Both, Integer> numbers = new HashMap<>();
        List<Both> pairs = new ArrayList<>();
        List<Arrow[]> found = new ArrayList<>();
        BitSet both = new BitSet();
        number(new Both(0, 0), numbers, pairs, effort);
        for (int state = 0; state < pairs.size(); state++) {
            Both pair = pairs.get(state);
            List<Arrow> its = new ArrayList<>();
            Arrow[] as = arrows.get(pair.a());
            Arrow[] bs = other.arrows.get(pair.b());
            for (int i = 0, j = 0; i < as.length && j < bs.length; ) {
                int first = Math.max(as[i].first(), bs[j].first());
                int last = Math.min(as[i].last(), bs[j].last());
                if (first <= last) {
                    add(its, first, last, number(new Both(as[i].to(), bs[j].to()), numbers, pairs, effort));
                }
                if (as[i].last() < bs[j].last()) {
                    i++;
                } else {
                    j++;
                }
                effort.take(1);
            }
            found.add(its.toArray(new Arrow[0]));
            both.set(state, ends.get(pair.a()) && other.ends.get(pair.b()));
        }
        return new Dfa(found, both).pruned("a pattern and a format that have nothing in common");
    }

    /** Without what leads to no end. */
    private Dfa pruned(String nothing) {
        List<List<Integer>> from = new ArrayList<>();
        arrows.forEach(_ -> from.add(new ArrayList<>()));
        for (int state = 0; state < arrows.size(); state++) {
            for (Arrow arrow : arrows.get(state)) {
                from.get(arrow.to()).add(state);
            }
        }
        BitSet live = new BitSet();
        List<Integer> open = new ArrayList<>(ends.stream().boxed().toList());
        while (!open.isEmpty()) {
            int state = open.removeLast();
            if (!live.get(state)) {
                live.set(state);
                open.addAll(from.get(state));
            }
        }
        if (!live.get(0)) {
            throw SchemaReader.unsupported(nothing);
        }
        return new Dfa(
                arrows.stream()
                        .map(its -> Arrays.stream(its)
                                .filter(arrow -> live.get(arrow.to()))
                                .toArray(Arrow[]::new))
                        .toList(),
                ends);
    }

    int states() {
        return arrows.size();
    }

    boolean ends(int state) {
        return ends.get(state);
    }

    /** The state after a character, or -1. */
    int after(int state, int point) {
        Arrow[] its = arrows.get(state);
        int at = from(its, point);
        return at < its.length && its[at].first() <= point ? its[at].to() : -1;
    }

    /** Which is the first that does not lie before a character. */
    private static int from(Arrow[] arrows, int point) {
        int low = 0;
        int high = arrows.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (arrows[middle].last() < point) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Whether one of these characters leads to such a state. */
    boolean some(int state, int first, int last, IntPredicate such) {
        Arrow[] its = arrows.get(state);
        for (int at = from(its, first); at < its.length && its[at].first() <= last; at++) {
            if (such.test(its[at].to())) {
                return true;
            }
        }
        return false;
    }

    boolean takes(String text) {
        int state = 0;
        for (int point : text.codePoints().toArray()) {
            state = after(state, point);
            if (state < 0) {
                return false;
            }
        }
        return ends(state);
    }

    /** For each state, how many characters may follow to an end, up to so many. */
    List<BitSet> lengths(int most, Effort effort) {
        List<BitSet> lengths = new ArrayList<>();
        for (int state = 0; state < states(); state++) {
            BitSet its = new BitSet();
            its.set(0, ends(state));
            lengths.add(its);
        }
        for (int length = 0; length < most; length++) {
            for (int state = 0; state < states(); state++) {
                effort.take(1);
                for (Arrow arrow : arrows.get(state)) {
                    if (lengths.get(arrow.to()).get(length)) {
                        lengths.get(state).set(length + 1);
                        break;
                    }
                }
            }
        }
        return lengths;
    }
}
