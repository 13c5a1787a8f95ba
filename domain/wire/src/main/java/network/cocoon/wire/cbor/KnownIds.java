package network.cocoon.wire.cbor;

import java.util.Arrays;
import java.util.function.Function;
import network.cocoon.domain.kernel.Id;
import network.cocoon.domain.kernel.LowerHex;
import org.jspecify.annotations.Nullable;

/**
 * Ids that come again and again, each spelt once. Two that fall on one place only displace each other. Entries never
 * change, so that threads may share and overwrite them freely.
 */
final class KnownIds<T extends Id> {

    private static final int PLACES = 1024;

    private record Entry(byte[] raw, Object id) {}

    private final int width;
    private final String prefix;
    private final Function<String, T> reader;
    private final @Nullable Entry[] entries = new @Nullable Entry[PLACES];

    /** Ids of so many bytes, spelt as {@code prefix} and hexadecimal characters. */
    KnownIds(int width, String prefix, Function<String, T> reader) {
        this.width = width;
        this.prefix = prefix;
        this.reader = reader;
    }

    int width() {
        return width;
    }

    @SuppressWarnings("unchecked") // only ids of this reader are kept
    T of(byte[] bytes, int from) {
        int to = from + width;
        int place = (((bytes[to - 2] & 0xff) << 8) | (bytes[to - 1] & 0xff)) & (PLACES - 1);
        Entry known = entries[place];
        if (known != null && Arrays.equals(known.raw, 0, width, bytes, from, to)) {
            return (T) known.id;
        }
        T id = reader.apply(prefix + LowerHex.of(bytes, from, to));
        entries[place] = new Entry(Arrays.copyOfRange(bytes, from, to), id);
        return id;
    }
}
