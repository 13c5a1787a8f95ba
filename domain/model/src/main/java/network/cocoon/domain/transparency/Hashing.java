package network.cocoon.domain.transparency;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import network.cocoon.domain.kernel.Digest;

/** Nodes of the tree. */
final class Hashing {

    /** RFC 9162, section 2.1.1: no node can be taken for a leaf. */
    static final byte NODE = 1;

    private static final byte[] NODE_BYTES = {NODE};

    private Hashing() {}

    static Digest node(Digest left, Digest right) {
        return Digest.sha256(NODE_BYTES, left.raw(), right.raw());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
