package network.cocoon.domain.crypto;

import java.util.concurrent.ConcurrentHashMap;
import network.cocoon.domain.kernel.Bytes;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/**
 * Strict Ed25519 verification: canonical encodings only, S below the group order (RFC 8032 5.1.7), and public keys of
 * the prime-order subgroup only, so that no key exists under which one signature fits several messages.
 */
public final class Signatures {

    public static final int SIGNATURE_BYTES = 64;

    /** More keys than sign at one time anywhere; who brings more only has theirs looked at anew. */
    private static final int MOST_KNOWN = 4_096;

    /** Keys that were found good. To find that out takes as long as to verify a signature, and most sign many times. */
    private static final ConcurrentHashMap<Bytes, Ed25519.PublicPoint> KNOWN = new ConcurrentHashMap<>();

    private Signatures() {}

    /** True if {@code publicKey} is 32 bytes and a canonical point of the prime-order subgroup. */
    public static boolean isPublicKey(Bytes publicKey) {
        return publicKey.length() == SigningKey.KEY_BYTES && Ed25519.validatePublicKeyFull(publicKey.toArray(), 0);
    }

    /** Never throws: a malformed key or signature is simply not valid. */
    public static boolean verify(Bytes publicKey, Bytes signature, byte[]... parts) {
        if (publicKey.length() != SigningKey.KEY_BYTES || signature.length() != SIGNATURE_BYTES) {
            return false;
        }
        var point = point(publicKey);
        if (point == null) {
            return false;
        }
        byte[] message = join(parts);
        return Ed25519.verify(signature.toArray(), 0, point, message, 0, message.length);
    }

    private static Ed25519.@Nullable PublicPoint point(Bytes publicKey) {
        var known = KNOWN.get(publicKey);
        if (known != null) {
            return known;
        }
        var point = Ed25519.validatePublicKeyFullExport(publicKey.toArray(), 0);
        if (point != null) {
            if (KNOWN.size() >= MOST_KNOWN) {
                KNOWN.clear();
            }
            KNOWN.put(publicKey, point);
        }
        return point;
    }

    static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length = Math.addExact(length, part.length);
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
