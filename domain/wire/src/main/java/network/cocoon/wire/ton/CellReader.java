package network.cocoon.wire.ton;

import java.math.BigInteger;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.TonFormatException.Code;
import org.jspecify.annotations.Nullable;

/** Reads one cell, field after field. Throws {@link TonFormatException} (CELL_UNDERFLOW) past its end. */
public final class CellReader {

    private final Cell cell;
    private int at;
    private int nextRef;

    CellReader(Cell cell) {
        this.cell = cell;
    }

    public int bitsLeft() {
        return cell.bits() - at;
    }

    public int refsLeft() {
        return cell.refs().size() - nextRef;
    }

    public boolean bit() {
        need(1);
        boolean set = (cell.data()[at >> 3] & (0x80 >> (at & 7))) != 0;
        at++;
        return set;
    }

    /** @param width 0 to 63 */
    public long uint(int width) {
        if (width > 63) {
            throw new IllegalArgumentException("use big(width)");
        }
        return pattern(width);
    }

    public int uint8() {
        return (int) pattern(8);
    }

    public int int32() {
        return (int) pattern(32);
    }

    /** 64 bits; a logical time or a count stays below 2^63, and more is refused. */
    public long uint64() {
        long value = pattern(64);
        if (value < 0) {
            throw new TonFormatException(Code.UNKNOWN_TAG, "a 64-bit field has its highest bit set");
        }
        return value;
    }

    public BigInteger big(int width) {
        need(width);
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < width; i++) {
            value = bit() ? value.shiftLeft(1).setBit(0) : value.shiftLeft(1);
        }
        return value;
    }

    /** Two's complement. */
    public BigInteger signed(int width) {
        BigInteger value = big(width);
        return value.testBit(width - 1) ? value.subtract(BigInteger.ONE.shiftLeft(width)) : value;
    }

    /** VarUInteger 16. */
    public BigInteger coins() {
        return big(8 * (int) pattern(4));
    }

    /** VarUInteger n, whose length field has so many bits. */
    public BigInteger varUint(int lengthBits) {
        return big(8 * (int) pattern(lengthBits));
    }

    public byte[] bytes(int count) {
        need(8 * count);
        byte[] out = new byte[count];
        for (int i = 0; i < count; i++) {
            out[i] = (byte) pattern(8);
        }
        return out;
    }

    public Digest digest() {
        return Digest.of(bytes(32));
    }

    /** MsgAddress: addr_none is null. Anycast and addr_var are refused: the network no longer takes them. */
    public @Nullable TonAddress address() {
        int tag = (int) pattern(2);
        if (tag == 0) {
            return null;
        }
        if (tag != 0b10 || bit()) {
            throw new TonFormatException(Code.UNKNOWN_TAG, "not a standard address");
        }
        return new TonAddress((byte) pattern(8), digest());
    }

    public TonAddress stdAddress() {
        TonAddress address = address();
        if (address == null) {
            throw new TonFormatException(Code.NOT_AN_ADDRESS, "an address is missing");
        }
        return address;
    }

    public CellReader skip(int width) {
        need(width);
        at += width;
        return this;
    }

    public Cell ref() {
        if (refsLeft() == 0) {
            throw new TonFormatException(Code.CELL_UNDERFLOW, "a reference is missing");
        }
        return cell.refs().get(nextRef++);
    }

    public @Nullable Cell maybeRef() {
        return bit() ? ref() : null;
    }

    /** What is left, as a cell of its own. Leaves nothing. */
    public Cell rest() {
        if (at == 0 && nextRef == 0) {
            at = cell.bits();
            nextRef = cell.refs().size();
            return cell;
        }
        return new CellBuilder().rest(this).end();
    }

    /** Throws {@link TonFormatException} (CELL_TRAILING) where anything is left. */
    public void end() {
        if (bitsLeft() > 0 || refsLeft() > 0) {
            throw new TonFormatException(Code.CELL_TRAILING, "a cell has more than its schema");
        }
    }

    private long pattern(int width) {
        need(width);
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = (value << 1) | (bit() ? 1 : 0);
        }
        return value;
    }

    private void need(int width) {
        if (width > bitsLeft()) {
            throw new TonFormatException(Code.CELL_UNDERFLOW, "a cell ends before the field does");
        }
    }
}
