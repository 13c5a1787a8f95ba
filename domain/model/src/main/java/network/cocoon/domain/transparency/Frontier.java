package network.cocoon.domain.transparency;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import network.cocoon.domain.kernel.Digest;

/**
 * The right edge of a tree that grows: enough to append leaves and to tell the root. It is the roots of the complete subtrees
 * that the tree falls into, the largest first; a tree of n leaves has as many as n has bits. Not for several threads at once.
 */
public final class Frontier {

    private static final int MOST_PEAKS = 63;

    private final MessageDigest sha256 = Hashing.sha256();

    /** One more than there can be, for the leaf that is being appended. */
    private final byte[] peaks = new byte[(MOST_PEAKS + 1) * Digest.BYTES];

    private int count;
    private long size;

    /** Of the tree without leaves. */
    public Frontier() {}

    /**
     * As {@link #size} and {@link #peaks} gave it.
     *
     * @throws IllegalArgumentException where these do not go together
     */
    public Frontier(long size, byte[] peaks) {
        if (size < 0 || peaks.length != Long.bitCount(size) * Digest.BYTES) {
            throw new IllegalArgumentException(peaks.length + " bytes are not the edge of " + size + " leaves");
        }
        System.arraycopy(peaks, 0, this.peaks, 0, peaks.length);
        this.count = Long.bitCount(size);
        this.size = size;
    }

    /** Leaves so far. */
    public long size() {
        return size;
    }

    /** 32 bytes for each subtree. */
    public byte[] peaks() {
        return Arrays.copyOf(peaks, count * Digest.BYTES);
    }

    public void append(Digest leaf) {
        leaf.copyTo(peaks, count * Digest.BYTES);
        count++;
        // As in counting: each bit that is carried joins two subtrees of one size.
        for (long carried = size; (carried & 1) != 0; carried >>= 1) {
            count--;
            join(peaks, (count - 1) * Digest.BYTES);
        }
        size++;
    }

    /** Of an empty tree the digest of nothing, as in RFC 9162, section 2.1.1. */
    public Digest root() {
        if (count == 0) {
            return Digest.of(sha256.digest());
        }
        byte[] pairs = Arrays.copyOf(peaks, count * Digest.BYTES);
        for (int i = count - 2; i >= 0; i--) {
            join(pairs, i * Digest.BYTES);
        }
        return Digest.of(pairs, 0);
    }

    /** Puts the node over the two digests there in the place of the first. */
    private void join(byte[] pairs, int at) {
        sha256.update(Hashing.NODE);
        sha256.update(pairs, at, 2 * Digest.BYTES);
        try {
            sha256.digest(pairs, at, Digest.BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("there is room for 32 bytes", e);
        }
    }
}
