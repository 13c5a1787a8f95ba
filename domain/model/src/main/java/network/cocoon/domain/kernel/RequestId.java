package network.cocoon.domain.kernel;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** One inference request: 16 bytes, chosen by the client, in hexadecimal. */
public record RequestId(String value) implements Id {

    public RequestId {
        Id.check(value, "", 32);
    }

    /**
     * A new one in the form of a UUID of version 7 (RFC 9562, 5.7): its milliseconds first, then 74 random bits. So what
     * is stored by request ids grows at one end, where wholly random ones touch a page of every index anywhere.
     */
    public static RequestId at(Instant now, RandomGenerator random) {
        long high = (now.toEpochMilli() << 16) | 0x7000 | (random.nextLong() & 0xfff);
        long low = (random.nextLong() & (-1L >>> 2)) | (1L << 63);
        byte[] id = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
        return new RequestId(HexFormat.of().formatHex(id));
    }

    @Override
    public String toString() {
        return value;
    }
}
