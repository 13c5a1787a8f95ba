package network.cocoon.domain.attestation.codec;

import java.util.Arrays;
import network.cocoon.domain.attestation.check.AttestationRefusal;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.kernel.Bytes;

/**
 * Reads little-endian fields from front to back. Lengths stay in 64 bits until they are known to fit. Whatever does not
 * fit is refused with the one code that the reader was made with.
 */
public final class ByteCursor {

    private final byte[] data;
    private final AttestationRefusal malformed;
    private int at;
    private final int end;

    public ByteCursor(byte[] data, AttestationRefusal malformed) {
        this(data, malformed, 0, data.length);
    }

    private ByteCursor(byte[] data, AttestationRefusal malformed, int at, int end) {
        this.data = data;
        this.malformed = malformed;
        this.at = at;
        this.end = end;
    }

    public int position() {
        return at;
    }

    public int remaining() {
        return end - at;
    }

    public byte[] take(long length, String what) throws RefusedException {
        int from = at;
        skip(length, what);
        return Arrays.copyOfRange(data, from, at);
    }

    public Bytes bytes(long length, String what) throws RefusedException {
        int from = at;
        skip(length, what);
        return Bytes.of(data, from, at);
    }

    public void skip(long length, String what) throws RefusedException {
        if (length < 0 || length > remaining()) {
            throw new RefusedException(malformed, what + " needs " + length + " bytes, " + remaining() + " are left");
        }
        at += (int) length;
    }

    public int u8(String what) throws RefusedException {
        return (int) number(1, what);
    }

    public int u24(String what) throws RefusedException {
        return (int) number(3, what);
    }

    public int u16(String what) throws RefusedException {
        return (int) number(2, what);
    }

    public long u32(String what) throws RefusedException {
        return number(4, what);
    }

    /** As the 64 bits stand; the sign bit is the highest flag. */
    public long u64(String what) throws RefusedException {
        return number(8, what);
    }

    /** The rest must be exactly as long as the field before it said. */
    public ByteCursor exactly(long length, String what) throws RefusedException {
        if (length != remaining()) {
            throw new RefusedException(malformed, what + " claims " + length + " bytes, " + remaining() + " are left");
        }
        return this;
    }

    public ByteCursor slice(long length, String what) throws RefusedException {
        if (length > remaining()) {
            throw new RefusedException(malformed, what + " claims " + length + " bytes, " + remaining() + " are left");
        }
        ByteCursor slice = new ByteCursor(data, malformed, at, at + (int) length);
        at += (int) length;
        return slice;
    }

    public void finish(String what) throws RefusedException {
        if (remaining() != 0) {
            throw new RefusedException(malformed, remaining() + " bytes follow " + what);
        }
    }

    public void zeroPadding() throws RefusedException {
        for (int i = at; i < end; i++) {
            if (data[i] != 0) {
                throw new RefusedException(malformed, "bytes other than zero follow");
            }
        }
    }

    public Bytes upTo(int position) {
        return Bytes.of(data, 0, position);
    }

    private long number(int length, String what) throws RefusedException {
        skip(length, what);
        long value = 0;
        for (int i = at - 1; i >= at - length; i--) {
            value = (value << 8) | (data[i] & 0xff);
        }
        return value;
    }
}
