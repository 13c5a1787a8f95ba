package network.cocoon.wire.ton;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.TonFormatException.Code;
import org.jspecify.annotations.Nullable;

/** Writes one cell, field after field, most significant bit first. */
public final class CellBuilder {

    private final byte[] data = new byte[(Cell.MAX_BITS + 7) / 8];
    private final List<Cell> refs = new ArrayList<>(Cell.MAX_REFS);
    private int bits;

    public static CellBuilder begin() {
        return new CellBuilder();
    }

    public CellBuilder bit(boolean value) {
        room(1);
        if (value) {
            data[bits >> 3] |= (byte) (0x80 >> (bits & 7));
        }
        bits++;
        return this;
    }

    /** @param width 0 to 64; above 63 the value is taken as its bit pattern */
    public CellBuilder uint(long value, int width) {
        if (width < 64 && (value < 0 || value >>> width != 0)) {
            throw new IllegalArgumentException(value + " does not fit in " + width + " bits");
        }
        return pattern(value, width);
    }

    public CellBuilder int32(int value) {
        return pattern(value & 0xFFFF_FFFFL, 32);
    }

    public CellBuilder uint(BigInteger value, int width) {
        if (value.signum() < 0 || value.bitLength() > width) {
            throw new IllegalArgumentException("the value does not fit in " + width + " bits");
        }
        for (int i = width - 1; i >= 0; i--) {
            bit(value.testBit(i));
        }
        return this;
    }

    /** Two's complement. */
    public CellBuilder sint(BigInteger value, int width) {
        if (value.bitLength() >= width) {
            throw new IllegalArgumentException("the value does not fit in " + width + " bits");
        }
        for (int i = width - 1; i >= 0; i--) {
            bit(value.testBit(i));
        }
        return this;
    }

    /** VarUInteger 16. */
    public CellBuilder coins(BigInteger nanoton) {
        return varUint(nanoton, 4);
    }

    public CellBuilder coins(long nanoton) {
        return coins(BigInteger.valueOf(nanoton));
    }

    /** VarUInteger n: a length in bytes, in a field of so many bits, then the value. */
    public CellBuilder varUint(BigInteger value, int lengthBits) {
        int length = (value.bitLength() + 7) / 8;
        return uint(length, lengthBits).uint(value, 8 * length);
    }

    public CellBuilder varUint(long value, int lengthBits) {
        return varUint(BigInteger.valueOf(value), lengthBits);
    }

    public CellBuilder bytes(byte[] value) {
        for (byte b : value) {
            pattern(b & 0xFF, 8);
        }
        return this;
    }

    public CellBuilder digest(Digest value) {
        return bytes(value.raw());
    }

    /** addr_std without anycast, or addr_none for null (block.tlb, MsgAddress). */
    public CellBuilder address(@Nullable TonAddress address) {
        if (address == null) {
            return uint(0, 2);
        }
        return uint(0b100, 3).pattern(address.workchain() & 0xFF, 8).digest(address.hash());
    }

    public CellBuilder ref(Cell cell) {
        if (refs.size() == Cell.MAX_REFS) {
            throw new TonFormatException(Code.CELL_OVERFLOW, "a cell has at most four references");
        }
        refs.add(cell);
        return this;
    }

    /** Maybe ^Cell. */
    public CellBuilder maybeRef(@Nullable Cell cell) {
        return cell == null ? bit(false) : bit(true).ref(cell);
    }

    /** Everything that the reader has left. */
    public CellBuilder rest(CellReader reader) {
        while (reader.bitsLeft() > 0) {
            bit(reader.bit());
        }
        while (reader.refsLeft() > 0) {
            ref(reader.ref());
        }
        return this;
    }

    public CellBuilder cell(Cell cell) {
        return rest(cell.read());
    }

    public int bits() {
        return bits;
    }

    public Cell end() {
        return new Cell(Arrays.copyOf(data, (bits + 7) / 8), bits, refs, false);
    }

    private CellBuilder pattern(long value, int width) {
        for (int i = width - 1; i >= 0; i--) {
            bit(((value >>> i) & 1) == 1);
        }
        return this;
    }

    private void room(int width) {
        if (bits + width > Cell.MAX_BITS) {
            throw new TonFormatException(Code.CELL_OVERFLOW, "a cell has at most 1023 bits");
        }
    }
}
