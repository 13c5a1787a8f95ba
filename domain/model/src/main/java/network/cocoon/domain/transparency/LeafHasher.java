package network.cocoon.domain.transparency;

import java.security.MessageDigest;
import network.cocoon.domain.kernel.Digest;

/**
 * Leaves: SHA-256(0x00 || salt || the row without its salt). Keeps one digest for all that it hashes, so each thread has its own.
 */
public final class LeafHasher {

    /** RFC 9162, section 2.1.1: no leaf can be taken for a node. */
    private static final byte LEAF = 0;

    private final MessageDigest sha256 = Hashing.sha256();

    public Digest hash(LeafRow row) {
        byte[] bytes = row.bytes();
        return hash(bytes, 0, bytes.length);
    }

    /** Of the row that stands there, in {@link LeafRow}'s form. */
    public Digest hash(byte[] bytes, int from, int to) {
        int salt = from + LeafRow.SALT_AT;
        int texts = from + LeafRow.FIXED_BYTES;
        sha256.update(LEAF);
        sha256.update(bytes, salt, LeafRow.SALT_BYTES);
        sha256.update(bytes, from, LeafRow.SALT_AT);
        sha256.update(bytes, texts, to - texts);
        return Digest.of(sha256.digest());
    }
}
