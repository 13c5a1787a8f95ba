package network.cocoon.wire.ton;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.TonFormatException.Code;

/** serialized_boc#b5ee9c72 with one root (crypto/tl/boc.tlb). */
public final class BagOfCells {

    /** How much of a stranger's bag is read. */
    public record Limits(int bytes, int cells) {

        /** The network's own bounds of an external message: 64 KiB, 8192 cells. */
        public static final Limits MESSAGE = new Limits(64 * 1024, 8192);
        /** A contract's whole state; the network's bound is 65,536 cells. */
        public static final Limits STATE = new Limits(8 << 20, 65_536);
    }

    private static final int MAGIC = 0xB5EE9C72;

    private BagOfCells() {}

    /** Throws {@link TonFormatException} for anything but one whole bag with one root. */
    public static Cell decode(byte[] boc, Limits limits) {
        if (boc.length > limits.bytes()) {
            throw new TonFormatException(Code.TOO_LARGE, "a bag has at most " + limits.bytes() + " bytes");
        }
        Source in = new Source(boc);
        if (boc.length < 4 || in.number(4) != (MAGIC & 0xFFFF_FFFFL)) {
            throw new TonFormatException(Code.NOT_A_BAG_OF_CELLS, "a bag of cells begins with b5ee9c72");
        }
        int flags = (int) in.number(1);
        int size = flags & 7;
        int offsetSize = (int) in.number(1);
        check(size >= 1 && size <= 4 && offsetSize >= 1 && offsetSize <= 8 && (flags & 0x18) == 0, "sizes");
        boolean indexed = (flags & 0x80) != 0;
        long cells = in.number(size);
        long roots = in.number(size);
        long absent = in.number(size);
        long bytes = in.number(offsetSize);
        if (cells > limits.cells()) {
            throw new TonFormatException(Code.TOO_LARGE, "a bag has at most " + limits.cells() + " cells");
        }
        check(cells >= 1 && roots == 1 && absent == 0 && bytes >= 0, "one root and no absent cell");
        int root = (int) in.number(size);
        check(root < cells, "the root is a cell");
        if (indexed) {
            in.skip(cells * offsetSize);
        }
        int start = in.at;
        Raw[] raw = new Raw[(int) cells];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = Raw.read(in, size, i, raw.length);
        }
        check(in.at - start == bytes, "the length of the cells");
        if ((flags & 0x40) != 0) {
            checksum(boc, in);
        }
        check(in.at == boc.length, "nothing follows");
        return assemble(raw, root);
    }

    /** Without index, with checksum; each cell once, parents before children. */
    public static byte[] encode(Cell root) {
        List<Cell> order = topological(root);
        Map<Digest, Integer> index = new HashMap<>();
        for (Cell cell : order) {
            index.put(cell.hash(), index.size());
        }
        int size = width(order.size());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Cell cell : order) {
            body.writeBytes(cell.descriptorsAndData());
            for (Cell ref : cell.refs()) {
                body.writeBytes(number(index.getOrDefault(ref.hash(), -1), size));
            }
        }
        int offsetSize = width(body.size());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(number(MAGIC & 0xFFFF_FFFFL, 4));
        out.write(0x40 | size);
        out.write(offsetSize);
        out.writeBytes(number(order.size(), size));
        out.writeBytes(number(1, size));
        out.writeBytes(number(0, size));
        out.writeBytes(number(body.size(), offsetSize));
        out.writeBytes(number(0, size));
        out.writeBytes(body.toByteArray());
        CRC32C crc = new CRC32C();
        crc.update(out.toByteArray());
        long sum = crc.getValue();
        for (int i = 0; i < 4; i++) {
            out.write((int) (sum >>> (8 * i)));
        }
        return out.toByteArray();
    }

    private record Raw(byte[] data, int bits, int[] refs, boolean exotic) {

        static Raw read(Source in, int size, int self, int cells) {
            int d1 = (int) in.number(1);
            int d2 = (int) in.number(1);
            int refs = d1 & 7;
            check(refs <= Cell.MAX_REFS, "at most four references");
            if ((d1 & 0xF0) != 0) {
                throw new TonFormatException(Code.EXOTIC_CELL, "a cell of a level, or with its hashes, is not read");
            }
            byte[] data = in.bytes((d2 + 1) / 2);
            int bits = d2 * 4;
            if (d2 % 2 == 1) {
                int last = data[data.length - 1] & 0xFF;
                check(last != 0, "the end of the bits");
                int zeros = Integer.numberOfTrailingZeros(last);
                bits = 8 * data.length - 1 - zeros;
                data[data.length - 1] = (byte) (last & (last - 1));
                data = Arrays.copyOf(data, (bits + 7) / 8);
            }
            int[] children = new int[refs];
            for (int i = 0; i < refs; i++) {
                children[i] = (int) in.number(size);
                check(children[i] > self && children[i] < cells, "a reference leads forward");
            }
            return new Raw(data, bits, children, (d1 & 8) != 0);
        }
    }

    private static Cell assemble(Raw[] raw, int root) {
        Cell[] cells = new Cell[raw.length];
        for (int i = raw.length - 1; i >= 0; i--) {
            List<Cell> refs = new ArrayList<>(raw[i].refs.length);
            for (int ref : raw[i].refs) {
                refs.add(cells[ref]);
            }
            cells[i] = new Cell(raw[i].data, raw[i].bits, refs, raw[i].exotic);
        }
        return cells[root];
    }

    private static void checksum(byte[] boc, Source in) {
        CRC32C crc = new CRC32C();
        crc.update(boc, 0, in.at);
        byte[] given = in.bytes(4);
        long value = 0;
        for (int i = 3; i >= 0; i--) {
            value = (value << 8) | (given[i] & 0xFF);
        }
        if (value != crc.getValue()) {
            throw new TonFormatException(Code.WRONG_CHECKSUM, "the checksum does not match");
        }
    }

    /** Depth first, then reversed: a child comes after every parent. The depth of a cell is bounded, so recursion is. */
    private static List<Cell> topological(Cell root) {
        List<Cell> done = new ArrayList<>();
        visit(root, new HashSet<>(), done);
        return done.reversed();
    }

    private static void visit(Cell cell, Set<Digest> seen, List<Cell> done) {
        if (seen.add(cell.hash())) {
            for (Cell ref : cell.refs()) {
                visit(ref, seen, done);
            }
            done.add(cell);
        }
    }

    private static int width(int value) {
        return Math.max(1, (32 - Integer.numberOfLeadingZeros(value) + 7) / 8);
    }

    private static byte[] number(long value, int width) {
        byte[] out = new byte[width];
        for (int i = 0; i < width; i++) {
            out[i] = (byte) (value >>> (8 * (width - 1 - i)));
        }
        return out;
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new TonFormatException(Code.BROKEN_BAG_OF_CELLS, "a bag of cells is broken: " + what);
        }
    }

    private static final class Source {
        private final byte[] from;
        private int at;

        Source(byte[] from) {
            this.from = from;
        }

        long number(int width) {
            long value = 0;
            for (byte b : bytes(width)) {
                value = (value << 8) | (b & 0xFF);
            }
            return value;
        }

        byte[] bytes(int count) {
            check(count <= from.length - at, "it ends early");
            at += count;
            return Arrays.copyOfRange(from, at - count, at);
        }

        void skip(long count) {
            check(count <= from.length - at, "it ends early");
            at += (int) count;
        }
    }
}
