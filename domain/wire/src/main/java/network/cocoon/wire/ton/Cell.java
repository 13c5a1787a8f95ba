package network.cocoon.wire.ton;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.TonFormatException.Code;

/**
 * Up to 1023 bits and four references, named by a hash over the whole tree (tvm.pdf, 3.1.4 to 3.1.7). Immutable. Equal
 * hashes are equal cells.
 */
public final class Cell {

    public static final int MAX_BITS = 1023;
    public static final int MAX_REFS = 4;
    /** The depth at which the TVM itself refuses (tvm.pdf, 3.1.3). */
    public static final int MAX_DEPTH = 1024;

    static final int LIBRARY = 2;
    private static final int LIBRARY_BITS = 8 + 256;

    public static final Cell EMPTY = new Cell(new byte[0], 0, List.of(), false);

    private final byte[] data;
    private final int bits;
    private final List<Cell> refs;
    private final boolean exotic;
    private final int depth;
    private final Digest hash;

    /** @param data of exactly so many bytes as the bits need; bits behind the last are zero */
    Cell(byte[] data, int bits, List<Cell> refs, boolean exotic) {
        if (bits > MAX_BITS || refs.size() > MAX_REFS) {
            throw new TonFormatException(Code.CELL_OVERFLOW, "a cell has at most 1023 bits and four references");
        }
        if (exotic && (bits != LIBRARY_BITS || data[0] != LIBRARY || !refs.isEmpty())) {
            throw new TonFormatException(Code.EXOTIC_CELL, "of the exotic cells only library references are read");
        }
        this.data = data;
        this.bits = bits;
        this.refs = List.copyOf(refs);
        this.exotic = exotic;
        this.depth = depthOver(this.refs);
        if (depth > MAX_DEPTH) {
            throw new TonFormatException(Code.TOO_LARGE, "a cell is deeper than " + MAX_DEPTH);
        }
        this.hash = hashOf();
    }

    /** Reads a bag with one root, within {@link BagOfCells.Limits#MESSAGE}. */
    public static Cell ofBoc(byte[] boc) {
        return BagOfCells.decode(boc, BagOfCells.Limits.MESSAGE);
    }

    public static Cell ofBoc(byte[] boc, BagOfCells.Limits limits) {
        return BagOfCells.decode(boc, limits);
    }

    public byte[] toBoc() {
        return BagOfCells.encode(this);
    }

    public CellReader read() {
        return new CellReader(this);
    }

    public int bits() {
        return bits;
    }

    public List<Cell> refs() {
        return refs;
    }

    public boolean exotic() {
        return exotic;
    }

    public int depth() {
        return depth;
    }

    public Digest hash() {
        return hash;
    }

    byte[] data() {
        return data;
    }

    /** Descriptor bytes and data as both hash and bag have them: an unfinished last byte ends with a one and zeros. */
    byte[] descriptorsAndData() {
        byte[] out = new byte[2 + data.length];
        out[0] = (byte) (refs.size() + (exotic ? 8 : 0));
        out[1] = (byte) (bits / 8 + (bits + 7) / 8);
        System.arraycopy(data, 0, out, 2, data.length);
        if (bits % 8 != 0) {
            out[out.length - 1] |= (byte) (0x80 >> (bits % 8));
        }
        return out;
    }

    private static int depthOver(List<Cell> refs) {
        int deepest = -1;
        for (Cell ref : refs) {
            deepest = Math.max(deepest, ref.depth);
        }
        return deepest + 1;
    }

    private Digest hashOf() {
        byte[] head = descriptorsAndData();
        byte[] all = Arrays.copyOf(head, head.length + refs.size() * (2 + 32));
        int at = head.length;
        for (Cell ref : refs) {
            all[at++] = (byte) (ref.depth >> 8);
            all[at++] = (byte) ref.depth;
        }
        for (Cell ref : refs) {
            System.arraycopy(ref.hash.raw(), 0, all, at, 32);
            at += 32;
        }
        return Digest.sha256(all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cell that && hash.equals(that.hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    /** Its bits in hexadecimal and how many references; a bag would be too long for a log line. */
    @Override
    public String toString() {
        return "Cell[" + bits + " bits " + HexFormat.of().formatHex(data) + ", " + refs.size() + " refs]";
    }
}
