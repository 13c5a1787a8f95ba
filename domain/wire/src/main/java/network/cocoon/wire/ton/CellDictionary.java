package network.cocoon.wire.ton;

import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeMap;
import network.cocoon.wire.ton.TonFormatException.Code;

/** Reads Hashmap n X (block.tlb): keys as unsigned numbers, values as readers at their first bit. */
public final class CellDictionary {

    private final int keyBits;
    private final int limit;
    private final SortedMap<BigInteger, CellReader> entries = new TreeMap<>();

    private CellDictionary(int keyBits, int limit) {
        this.keyBits = keyBits;
        this.limit = limit;
    }

    /** @param limit more entries are refused (TOO_LARGE): sharing lets a small bag hold many */
    public static SortedMap<BigInteger, CellReader> read(Cell root, int keyBits, int limit) {
        CellDictionary dictionary = new CellDictionary(keyBits, limit);
        dictionary.edge(root, BigInteger.ZERO, keyBits);
        return dictionary.entries;
    }

    private void edge(Cell cell, BigInteger prefix, int left) {
        CellReader in = cell.read();
        int length;
        BigInteger label;
        int lengthBits = 32 - Integer.numberOfLeadingZeros(left);
        if (!in.bit()) {
            length = 0;
            while (in.bit()) {
                length++;
            }
            label = in.big(checked(length, left));
        } else if (!in.bit()) {
            length = checked((int) in.uint(lengthBits), left);
            label = in.big(length);
        } else {
            boolean ones = in.bit();
            length = checked((int) in.uint(lengthBits), left);
            label = ones ? BigInteger.ONE.shiftLeft(length).subtract(BigInteger.ONE) : BigInteger.ZERO;
        }
        BigInteger key = prefix.shiftLeft(length).or(label);
        int below = left - length;
        if (below == 0) {
            if (entries.size() == limit) {
                throw new TonFormatException(
                        Code.TOO_LARGE, "a dictionary of " + keyBits + " bits has too many entries");
            }
            entries.put(key, in);
            return;
        }
        Cell zero = in.ref();
        Cell one = in.ref();
        edge(zero, key.shiftLeft(1), below - 1);
        edge(one, key.shiftLeft(1).setBit(0), below - 1);
    }

    private static int checked(int length, int left) {
        if (length > left) {
            throw new TonFormatException(Code.UNKNOWN_TAG, "a label is longer than the key");
        }
        return length;
    }
}
