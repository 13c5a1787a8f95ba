package network.cocoon.commands.transparency;

import java.util.Arrays;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.transparency.Frontier;

/** Up to 256 neighbouring hashes of one level of the tree: leaves, or the roots over whole tiles of the level below. */
final class Tile {

    /** The levels of the tree between one level of tiles and the next. */
    static final int HEIGHT = 8;

    static final int WIDTH = 1 << HEIGHT;

    private byte[] hashes;
    private int count;

    /** @param hashes 32 bytes each */
    Tile(byte[] hashes) {
        this.hashes = hashes;
        this.count = hashes.length / Digest.BYTES;
    }

    void add(Digest hash) {
        if (hashes.length == count * Digest.BYTES) {
            hashes = Arrays.copyOf(hashes, WIDTH * Digest.BYTES);
        }
        hash.copyTo(hashes, count * Digest.BYTES);
        count++;
    }

    int count() {
        return count;
    }

    boolean isWhole() {
        return count == WIDTH;
    }

    byte[] bytes() {
        return Arrays.copyOf(hashes, count * Digest.BYTES);
    }

    /** The root over the hashes from there up to and without {@code to}. */
    Digest root(int from, int to) {
        if (to > count) {
            throw new IllegalStateException("a tile has " + count + " hashes, not " + to);
        }
        Frontier frontier = new Frontier();
        for (int i = from; i < to; i++) {
            frontier.append(Digest.of(hashes, i * Digest.BYTES));
        }
        return frontier.root();
    }
}
