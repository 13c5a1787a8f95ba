package network.cocoon.domain.attestation.tdx;

import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_QUOTE;

import java.util.Arrays;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.kernel.Bytes;

/** Reads little-endian fields from front to back. Lengths stay in 64 bits until they are known to fit. */
final class ByteCursor {

    private final byte[] data;
    private int at;
    private final int end;

    ByteCursor(byte[] data) {
        this(data, 0, data.length);
    }

    private ByteCursor(byte[] data, int at, int end) {
        this.data = data;
        this.at = at;
        this.end = end;
    }

    int position() {
        return at;
    }

    int remaining() {
        return end - at;
    }

    byte[] take(long length, String what) throws RefusedException {
        if (length < 0 || length > remaining()) {
            throw new RefusedException(
                    MALFORMED_QUOTE, what + " needs " + length + " bytes, " + remaining() + " are left");
        }
        byte[] slice = Arrays.copyOfRange(data, at, at + (int) length);
        at += (int) length;
        return slice;
    }

    Bytes bytes(int length, String what) throws RefusedException {
        return Bytes.of(take(length, what));
    }

    int u16(String what) throws RefusedException {
        return (int) number(2, what);
    }

    long u32(String what) throws RefusedException {
        return number(4, what);
    }

    /** As the 64 bits stand; the sign bit is the highest flag. */
    long u64(String what) throws RefusedException {
        return number(8, what);
    }

    /** The rest must be exactly as long as the field before it said. */
    ByteCursor exactly(long length, String what) throws RefusedException {
        if (length != remaining()) {
            throw new RefusedException(
                    MALFORMED_QUOTE, what + " claims " + length + " bytes, " + remaining() + " are left");
        }
        return this;
    }

    ByteCursor slice(long length, String what) throws RefusedException {
        if (length > remaining()) {
            throw new RefusedException(
                    MALFORMED_QUOTE, what + " claims " + length + " bytes, " + remaining() + " are left");
        }
        ByteCursor slice = new ByteCursor(data, at, at + (int) length);
        at += (int) length;
        return slice;
    }

    void finish(String what) throws RefusedException {
        if (remaining() != 0) {
            throw new RefusedException(MALFORMED_QUOTE, remaining() + " bytes follow " + what);
        }
    }

    void zeroPadding() throws RefusedException {
        for (int i = at; i < end; i++) {
            if (data[i] != 0) {
                throw new RefusedException(MALFORMED_QUOTE, "bytes other than zero follow the quote");
            }
        }
    }

    byte[] upTo(int position) {
        return Arrays.copyOfRange(data, 0, position);
    }

    private long number(int length, String what) throws RefusedException {
        byte[] raw = take(length, what);
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = (value << 8) | (raw[i] & 0xff);
        }
        return value;
    }
}
