package network.cocoon.workers.gpu.grammar;

import java.util.List;
import java.util.Optional;

/** The inside of a string, up to its closing quote. */
record Characters(State state, int left) implements Item {

    static final Characters PLAIN = new Characters(State.PLAIN, 0);

    enum State {
        PLAIN,
        ESCAPED,
        /** Hexadecimal digits of an escape; the first was no d. */
        HEX,
        /** The second digit of an escape that began with d: 8 and above would be half a pair. */
        AFTER_D,
        /** Bytes of a character that are still to come, of any value. */
        MORE,
        AFTER_E0,
        AFTER_ED,
        AFTER_F0,
        AFTER_F4
    }

    @Override
    public Optional<List<Item>> on(int b) {
        if (state == State.PLAIN && b == '"') {
            return Optional.of(List.of());
        }
        Optional<Characters> next =
                switch (state) {
                    case PLAIN -> plain(b);
                    case ESCAPED -> escaped(b);
                    case HEX -> isHex(b) ? more(State.HEX) : Optional.empty();
                    case AFTER_D -> isHex(b) && b >= '0' && b <= '7' ? more(State.HEX) : Optional.empty();
                    case MORE -> within(b, 0x80, 0xbf);
                    case AFTER_E0 -> within(b, 0xa0, 0xbf);
                    case AFTER_ED -> within(b, 0x80, 0x9f);
                    case AFTER_F0 -> within(b, 0x90, 0xbf);
                    case AFTER_F4 -> within(b, 0x80, 0x8f);
                };
        return next.map(List::of);
    }

    private static Optional<Characters> plain(int b) {
        if (b == '\\') {
            return Optional.of(new Characters(State.ESCAPED, 0));
        }
        if (b < 0x80) {
            return b >= ' ' && b != 0x7f ? Optional.of(PLAIN) : Optional.empty();
        }
        return switch (b) {
            case 0xe0 -> Optional.of(new Characters(State.AFTER_E0, 2));
            case 0xed -> Optional.of(new Characters(State.AFTER_ED, 2));
            case 0xf0 -> Optional.of(new Characters(State.AFTER_F0, 3));
            case 0xf4 -> Optional.of(new Characters(State.AFTER_F4, 3));
            default -> {
                int left = b >= 0xc2 && b <= 0xdf ? 1 : b >= 0xe1 && b <= 0xef ? 2 : b >= 0xf1 && b <= 0xf3 ? 3 : 0;
                yield left == 0 ? Optional.empty() : Optional.of(new Characters(State.MORE, left));
            }
        };
    }

    private static Optional<Characters> escaped(int b) {
        if (b == 'u') {
            return Optional.of(new Characters(State.HEX, 4));
        }
        return "\"\\/bfnrt".indexOf(b) >= 0 ? Optional.of(PLAIN) : Optional.empty();
    }

    private Optional<Characters> within(int b, int least, int most) {
        return b >= least && b <= most ? more(State.MORE) : Optional.empty();
    }

    private Optional<Characters> more(State next) {
        return Optional.of(left == 1 ? PLAIN : new Characters(next, left - 1));
    }

    private static boolean isHex(int b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f') || (b >= 'A' && b <= 'F');
    }

    @Override
    public boolean mayEnd() {
        return false;
    }
}
