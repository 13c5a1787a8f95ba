package network.cocoon.audit;

import java.util.Arrays;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.transparency.Checkpoint;

/** The newest leaves with their events' times, oldest first: what a checkpoint may yet end within. 40 bytes each. */
final class PendingLeaves {

    private static final int FIRST_ROOM = 1 << 10;

    /** A ring; its length is a power of two. */
    private byte[] leaves = new byte[FIRST_ROOM * Digest.BYTES];

    private long[] micros = new long[FIRST_ROOM];
    private int oldest;
    private int count;

    int count() {
        return count;
    }

    boolean isFull() {
        return count == Checkpoint.MOST_BEHIND;
    }

    void add(Digest leaf, long at) {
        if (count == micros.length) {
            grow();
        }
        int slot = slot(count);
        leaf.copyTo(leaves, slot * Digest.BYTES);
        micros[slot] = at;
        count++;
    }

    /** The time of the {@code nth}, from 0. */
    long micros(int nth) {
        return micros[slot(nth)];
    }

    /** The {@code nth}, from 0. */
    Digest leaf(int nth) {
        return Digest.of(leaves, slot(nth) * Digest.BYTES);
    }

    void removeOldest() {
        oldest = slot(1);
        count--;
    }

    private int slot(int nth) {
        return (oldest + nth) & (micros.length - 1);
    }

    /** It is full, so the oldest stands behind the newest. */
    private void grow() {
        byte[] moreLeaves = Arrays.copyOf(leaves, 2 * leaves.length);
        long[] moreMicros = Arrays.copyOf(micros, 2 * micros.length);
        System.arraycopy(leaves, 0, moreLeaves, leaves.length, oldest * Digest.BYTES);
        System.arraycopy(micros, 0, moreMicros, micros.length, oldest);
        leaves = moreLeaves;
        micros = moreMicros;
    }
}
