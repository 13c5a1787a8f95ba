package network.cocoon.wire.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ids and days that come again and again, each made and checked once: whose spelling is found here was read before. Two that fall
 * on one place only displace each other. Entries never change, so that threads may share and overwrite them freely.
 */
final class Remembered implements Shape {

    static final int MOST_BYTES = 96;

    private static final int PLACES = 1024;
    private static final int PLACING_BYTES = 8;

    private record Entry(byte[] spelling, Object value) {}

    private final Function<String, ?> reader;
    private final @Nullable Entry[] entries = new @Nullable Entry[PLACES];

    Remembered(Function<String, ?> reader) {
        this.reader = reader;
    }

    @Override
    public Object read(Cursor in) {
        Object known = in.remembered(this);
        if (known != null) {
            return known;
        }
        String text = in.text();
        Object value = reader.apply(text);
        if (text.length() <= MOST_BYTES) {
            byte[] spelling = text.getBytes(StandardCharsets.ISO_8859_1);
            entries[place(spelling, 0, spelling.length)] = new Entry(spelling, value);
        }
        return value;
    }

    @Nullable Object find(byte[] json, int from, int to) {
        Entry entry = entries[place(json, from, to)];
        return entry != null && Arrays.equals(entry.spelling, 0, entry.spelling.length, json, from, to)
                ? entry.value
                : null;
    }

    /** By the last characters: ids differ there, and begin alike. */
    private static int place(byte[] text, int from, int to) {
        int hash = to - from;
        for (int i = Math.max(from, to - PLACING_BYTES); i < to; i++) {
            hash = hash * 31 + text[i];
        }
        return (hash ^ (hash >>> 10) ^ (hash >>> 20)) & (PLACES - 1);
    }
}
