package network.cocoon.audit;

/**
 * Every request there ever was, in 28 bytes and the table's empty places: its id must never come back, and late evidence
 * follows its stream's numbers and times. Ids are 128 bits that apps choose, so their places are mixed with a secret:
 * nobody can choose ids that fall on one another.
 */
final class RequestBook {

    private static final int FIRST_SIZE = 1 << 12;
    private static final int CLOSED = 1 << 31;

    /** Characters of each of an id's two numbers. */
    private static final int HALF = 16;

    private final long secret;
    private long[] ids = new long[2 * FIRST_SIZE];
    private long[] times = new long[FIRST_SIZE];

    /** 0 for an empty place, else the number of events, with the highest bit where the request is over. */
    private int[] counts = new int[FIRST_SIZE];

    private int size;

    RequestBook(long secret) {
        this.secret = secret;
    }

    /** A place that stays right until the next new request; -1 for anything but 32 lower-case hexadecimal characters. */
    int find(String hex) {
        if (hex.length() != 2 * HALF) {
            return -1;
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < HALF; i++) {
            int a = digit(hex.charAt(i));
            int b = digit(hex.charAt(i + HALF));
            if ((a | b) < 0) {
                return -1;
            }
            high = (high << 4) | a;
            low = (low << 4) | b;
        }
        int at = place(high, low);
        if (counts[at] == 0) {
            ids[2 * at] = high;
            ids[2 * at + 1] = low;
        }
        return at;
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }

    /** How many events its stream has. */
    int events(int at) {
        return counts[at] & ~CLOSED;
    }

    /** When the last of them was, in microseconds since 1970. */
    long lastAt(int at) {
        return times[at];
    }

    boolean isClosed(String hex) {
        return counts[find(hex)] < 0;
    }

    void close(String hex) {
        counts[find(hex)] |= CLOSED;
    }

    void add(int at, long micros) {
        boolean isNew = counts[at] == 0;
        counts[at]++;
        times[at] = micros;
        if (isNew && ++size > counts.length / 8 * 5) {
            grow();
        }
    }

    int size() {
        return size;
    }

    private int place(long high, long low) {
        // A product of 128 bits, folded: every bit of the id and of the secret reaches every bit of the place.
        long a = high ^ secret;
        long b = low ^ Long.reverse(secret) ^ 0x9E3779B97F4A7C15L;
        long mixed = Math.unsignedMultiplyHigh(a, b) ^ (a * b) ^ low;
        int at = (int) (mixed ^ (mixed >>> 32)) & (counts.length - 1);
        while (counts[at] != 0 && (ids[2 * at] != high || ids[2 * at + 1] != low)) {
            at = (at + 1) & (counts.length - 1);
        }
        return at;
    }

    private void grow() {
        long[] oldIds = ids;
        long[] oldTimes = times;
        int[] oldCounts = counts;
        int length = Math.multiplyExact(counts.length, 2);
        ids = new long[Math.multiplyExact(length, 2)];
        times = new long[length];
        counts = new int[length];
        for (int i = 0; i < oldCounts.length; i++) {
            if (oldCounts[i] != 0) {
                int at = place(oldIds[2 * i], oldIds[2 * i + 1]);
                ids[2 * at] = oldIds[2 * i];
                ids[2 * at + 1] = oldIds[2 * i + 1];
                times[at] = oldTimes[i];
                counts[at] = oldCounts[i];
            }
        }
    }
}
