package network.cocoon.domain.crypto;

import java.util.concurrent.ConcurrentHashMap;
import network.cocoon.domain.kernel.Bytes;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/**
 * Strict Ed25519 verification: canonical encodings only, S below the group order (RFC 8032 5.1.7), and public keys and
 * R of the prime-order subgroup only. So no key exists under which one signature fits several messages, and every
 * implementation decides alike: which equation it holds the points against, with the cofactor or without, is the same.
 */
public final class Signatures {

    public static final int SIGNATURE_BYTES = 64;

    /** More keys than sign at one time anywhere; who brings more only has theirs looked at anew. */
    private static final int MOST_KNOWN = 4_096;

    /** Keys that were found good. To find that out takes as long as to verify a signature, and most sign many times. */
    private static final ConcurrentHashMap<Bytes, VerificationKey> KNOWN = new ConcurrentHashMap<>();

    private Signatures() {}

    /** Whose code signs and verifies here, for people: they decide alike, at different speeds. */
    public static String implementation() {
        return NativeEd25519.here().isPresent() ? "AWS-LC" : "BouncyCastle";
    }

    /** True if {@code publicKey} is 32 bytes and a canonical point of the prime-order subgroup. */
    public static boolean isPublicKey(Bytes publicKey) {
        return publicKey.length() == SigningKey.KEY_BYTES && Ed25519.validatePublicKeyFull(publicKey.toArray(), 0);
    }

    /** Never throws: a malformed key or signature is simply not valid. */
    public static boolean verify(Bytes publicKey, Bytes signature, byte[]... parts) {
        if (signature.length() != SIGNATURE_BYTES) {
            return false;
        }
        VerificationKey key = key(publicKey);
        return key != null && key.verify(signature, join(parts));
    }

    private static @Nullable VerificationKey key(Bytes publicKey) {
        VerificationKey known = KNOWN.get(publicKey);
        if (known != null) {
            return known;
        }
        VerificationKey key = VerificationKey.of(publicKey).orElse(null);
        if (key != null) {
            if (KNOWN.size() >= MOST_KNOWN) {
                KNOWN.clear();
            }
            KNOWN.put(publicKey, key);
        }
        return key;
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
