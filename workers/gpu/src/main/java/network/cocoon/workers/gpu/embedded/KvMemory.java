package network.cocoon.workers.gpu.embedded;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory keys and values may take, all slots together.
 *
 * @param bytes   that many, or 0 for a share
 * @param percent of what the weights leave of the machine's memory, 1 to 100, or 0 for a number of bytes
 */
public record KvMemory(long bytes, int percent) {

    /** What is taken where nobody says. */
    public static final KvMemory HALF = new KvMemory(0, 50);

    private static final Pattern BYTES = Pattern.compile("([0-9]{1,12}) ?([KMGT]?)I?B?");
    private static final Pattern SHARE = Pattern.compile("([0-9]{1,3})%");
    private static final String UNITS = "KMGT";

    public KvMemory {
        if (bytes < 0 || percent < 0 || percent > 100 || (bytes == 0) == (percent == 0)) {
            throw new IllegalArgumentException("a number of bytes, or 1% to 100%");
        }
    }

    public static KvMemory bytes(long bytes) {
        return new KvMemory(bytes, 0);
    }

    /**
     * {@code 6GiB}, {@code 512M} or {@code 40%}; units are of 1024.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static KvMemory parse(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        Matcher share = SHARE.matcher(upper);
        if (share.matches()) {
            return new KvMemory(0, Integer.parseInt(share.group(1)));
        }
        Matcher bytes = BYTES.matcher(upper);
        if (!bytes.matches()) {
            throw new IllegalArgumentException("'" + text + "' is neither like 6GiB nor like 40%");
        }
        int shift = bytes.group(2).isEmpty() ? 0 : 10 * (UNITS.indexOf(bytes.group(2)) + 1);
        long number = Long.parseLong(bytes.group(1));
        if (number > Long.MAX_VALUE >> shift) {
            throw new IllegalArgumentException("'" + text + "' is more than any machine has");
        }
        return bytes(number << shift);
    }

    /** @param left what the weights leave of the machine's memory, in bytes */
    long of(long left) {
        return percent == 0 ? bytes : left / 100 * percent;
    }

    /** For people. */
    static String words(long bytes) {
        return bytes >= 10L << 30
                ? (bytes >> 30) + " GiB"
                : bytes >= 10L << 20 ? (bytes >> 20) + " MiB" : bytes + " bytes";
    }
}
