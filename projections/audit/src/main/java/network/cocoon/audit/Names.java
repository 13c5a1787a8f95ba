package network.cocoon.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Names of streams and events come again and again: each is made once. Two of one slot only displace each other. */
final class Names {

    private static final int SLOTS = 256;

    private final String[] names = new String[SLOTS];
    private final byte[][] spellings = new byte[SLOTS][];

    /** The name that is spelt there in UTF-8. */
    String of(byte[] bytes, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
        }
        int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        byte[] known = spellings[slot];
        if (known == null || !Arrays.equals(known, 0, known.length, bytes, from, to)) {
            spellings[slot] = Arrays.copyOfRange(bytes, from, to);
            names[slot] = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        return names[slot];
    }
}
