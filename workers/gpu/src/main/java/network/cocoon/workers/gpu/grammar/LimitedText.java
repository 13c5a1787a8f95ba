package network.cocoon.workers.gpu.grammar;

import java.util.List;
import java.util.Optional;

/**
 * The inside of a string under limits, up to its closing quote. What is written of a character in several bytes, or as an
 * escape, says between which two it lies: it may go on while the limits allow one of those.
 *
 * @param state of the limits' automaton, before the character
 * @param count of characters before it
 * @param prefix the bits of the character so far
 * @param left how many bytes or digits of it are to come
 */
record LimitedText(TextLimits limits, int state, int count, Part part, int prefix, int left) implements Item {

    enum Part {
        BETWEEN(0, 0),
        ESCAPED(0, 0),
        /** Hexadecimal digits of an escape. */
        HEX(4, 0),
        /** Further bytes of a character in UTF-8; what would fit fewer bytes is none. */
        OF_TWO(6, 0x80),
        OF_THREE(6, 0x800),
        OF_FOUR(6, 0x10000);

        private final int bits;
        private final int least;

        Part(int bits, int least) {
            this.bits = bits;
            this.least = least;
        }
    }

    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";
    private static final int LAST_ESCAPED = 0xffff;

    static LimitedText of(TextLimits limits) {
        return at(limits, 0, 0);
    }

    private static LimitedText at(TextLimits limits, int state, int count) {
        return new LimitedText(limits, state, limits.counted(count), Part.BETWEEN, 0, 0);
    }

    @Override
    public Optional<List<Item>> on(int b) {
        return switch (part) {
            case BETWEEN -> b == '"' && limits.ends(state, count) ? Optional.of(List.of()) : begun(b).map(List::of);
            case ESCAPED -> (b == 'u' ? to(Part.HEX, 0, 4) : character(escape(b))).map(List::of);
            case HEX -> more(b < 0x80 ? Character.digit(b, 16) : -1).map(List::of);
            case OF_TWO, OF_THREE, OF_FOUR ->
                more(b >= 0x80 && b <= 0xbf ? b & 0x3f : -1).map(List::of);
        };
    }

    private Optional<LimitedText> begun(int b) {
        if (b == '\\') {
            return limits.some(state, count, 0, LAST_ESCAPED)
                    ? Optional.of(new LimitedText(limits, state, count, Part.ESCAPED, 0, 0))
                    : Optional.empty();
        }
        if (b < 0x80) {
            return character(b >= ' ' && b != '"' && b != 0x7f ? b : -1);
        }
        if (b >= 0xc0 && b < 0xe0) {
            return to(Part.OF_TWO, b & 0x1f, 1);
        }
        if (b >= 0xe0 && b < 0xf0) {
            return to(Part.OF_THREE, b & 0xf, 2);
        }
        return b >= 0xf0 && b < 0xf8 ? to(Part.OF_FOUR, b & 7, 3) : Optional.empty();
    }

    private static int escape(int b) {
        int which = ESCAPES.indexOf(b);
        return which < 0 ? -1 : ESCAPED.charAt(which);
    }

    private Optional<LimitedText> more(int bits) {
        return bits < 0 ? Optional.empty() : to(part, (prefix << part.bits) | bits, left - 1);
    }

    private Optional<LimitedText> to(Part next, int bits, int more) {
        int first = Math.max(bits << (next.bits * more), next.least);
        int last = ((bits + 1) << (next.bits * more)) - 1;
        if (more == 0) {
            return first > last ? Optional.empty() : character(first);
        }
        return first <= last && limits.some(state, count, first, last)
                ? Optional.of(new LimitedText(limits, state, count, next, bits, more))
                : Optional.empty();
    }

    private Optional<LimitedText> character(int point) {
        int next = point < 0 ? -1 : limits.after(state, count, point);
        return next < 0 ? Optional.empty() : Optional.of(at(limits, next, count + 1));
    }

    @Override
    public boolean mayEnd() {
        return false;
    }

    @Override
    public Item within(int bytes) {
        return new LimitedText(limits, state, limits.counted(count, bytes), part, prefix, left);
    }

    /** How many characters of any kind may come next; none within one. */
    int free() {
        return part == Part.BETWEEN ? limits.free(count) : 0;
    }
}
