package network.cocoon.domain.envelope;

/**
 * The padded size of a request, all that an observer learns of its length: 512, 2048 or 8192 bytes, then Padmé
 * (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", 2019, section 4: at most 12% more, and O(log log L)
 * bits of leakage).
 *
 * @param bytes the padded size, including a 4-byte length in front of the payload
 */
public record LengthClass(int bytes) implements Comparable<LengthClass> {

    /** The largest class: 4 MiB, a power of two and so its own Padmé size. */
    public static final int MAX = 4 * 1024 * 1024;

    static final int PREFIX = 4;

    /** The largest payload, in bytes. */
    public static final int MAX_PAYLOAD = MAX - PREFIX;

    private static final int[] SMALL = {512, 2048, 8192};

    public LengthClass {
        if (bytes < SMALL[0] || bytes > MAX || padded(bytes) != bytes) {
            throw new IllegalArgumentException("not a length class: " + bytes);
        }
    }

    /** The smallest class that holds a payload of this many bytes. Throws {@link EnvelopeException} above the largest. */
    public static LengthClass holding(int payloadBytes) {
        if (payloadBytes < 0 || payloadBytes > MAX_PAYLOAD) {
            throw new EnvelopeException(EnvelopeFault.PAYLOAD_TOO_LARGE);
        }
        return new LengthClass(padded(payloadBytes + PREFIX));
    }

    /** The largest payload of this class, in bytes. */
    public int capacity() {
        return bytes - PREFIX;
    }

    private static int padded(int length) {
        for (int size : SMALL) {
            if (length <= size) {
                return size;
            }
        }
        int exponent = 31 - Integer.numberOfLeadingZeros(length);
        int exponentBits = 32 - Integer.numberOfLeadingZeros(exponent);
        int mask = (1 << (exponent - exponentBits)) - 1;
        return (length + mask) & ~mask;
    }

    @Override
    public int compareTo(LengthClass other) {
        return Integer.compare(bytes, other.bytes);
    }
}
