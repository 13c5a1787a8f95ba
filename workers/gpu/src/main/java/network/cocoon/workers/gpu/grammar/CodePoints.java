package network.cocoon.workers.gpu.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A set of characters, each a code point; halves of pairs are none. */
final class CodePoints {

    static final int LAST = 0x10ffff;
    private static final int FIRST_HALF = 0xd800;
    private static final int LAST_HALF = 0xdfff;

    static final CodePoints NONE = new CodePoints(new int[0]);
    static final CodePoints ALL = range(0, LAST);

    /** First and last of each range, in order; no two of them touch. */
    private final int[] ends;

    private CodePoints(int[] ends) {
        this.ends = ends;
    }

    static CodePoints range(int first, int last) {
        return of(List.of(new int[] {first, last}));
    }

    static CodePoints one(int point) {
        return range(point, point);
    }

    private static CodePoints of(List<int[]> ranges) {
        List<int[]> whole = new ArrayList<>();
        for (int[] range : ranges) {
            add(whole, range[0], Math.min(range[1], FIRST_HALF - 1));
            add(whole, Math.max(range[0], LAST_HALF + 1), range[1]);
        }
        whole.sort(Comparator.comparingInt(range -> range[0]));
        int[] ends = new int[whole.size() * 2];
        int used = 0;
        for (int[] range : whole) {
            if (used > 0 && range[0] <= ends[used - 1] + 1) {
                ends[used - 1] = Math.max(ends[used - 1], range[1]);
            } else {
                ends[used++] = range[0];
                ends[used++] = range[1];
            }
        }
        return new CodePoints(Arrays.copyOf(ends, used));
    }

    private static void add(List<int[]> ranges, int first, int last) {
        if (first <= last) {
            ranges.add(new int[] {first, last});
        }
    }

    CodePoints or(CodePoints other) {
        List<int[]> both = new ArrayList<>();
        for (CodePoints one : List.of(this, other)) {
            for (int i = 0; i < one.ends.length; i += 2) {
                both.add(new int[] {one.ends[i], one.ends[i + 1]});
            }
        }
        return of(both);
    }

    CodePoints not() {
        List<int[]> between = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < ends.length; i += 2) {
            add(between, next, ends[i] - 1);
            next = ends[i + 1] + 1;
        }
        add(between, next, LAST);
        return of(between);
    }

    boolean isEmpty() {
        return ends.length == 0;
    }

    int ranges() {
        return ends.length / 2;
    }

    int first(int range) {
        return ends[2 * range];
    }

    int last(int range) {
        return ends[2 * range + 1];
    }

    boolean has(int point) {
        int at = Arrays.binarySearch(ends, point);
        return at >= 0 || (-at - 1) % 2 == 1;
    }
}
