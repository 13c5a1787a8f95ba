package network.cocoon.domain.crypto;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;
import network.cocoon.domain.kernel.Bytes;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/**
 * A public key that was validated once, for whoever checks many signatures of few keys: validating one costs as much as
 * a signature. Decides exactly as {@link Signatures#verify}. Thread-safe.
 */
public final class VerificationKey {

    private static final byte[] NEUTRAL = neutral();

    private final Ed25519.PublicPoint point;
    private final @Nullable PublicKey quick;

    private VerificationKey(Ed25519.PublicPoint point, @Nullable PublicKey quick) {
        this.point = point;
        this.quick = quick;
    }

    /** Empty where {@link Signatures#isPublicKey} says no. */
    public static Optional<VerificationKey> of(Bytes publicKey) {
        return of(publicKey, NativeEd25519.here());
    }

    /** With BouncyCastle alone, as where there is no native library. */
    static Optional<VerificationKey> plain(Bytes publicKey) {
        return of(publicKey, Optional.empty());
    }

    private static Optional<VerificationKey> of(Bytes publicKey, Optional<NativeEd25519> library) {
        if (publicKey.length() != SigningKey.KEY_BYTES) {
            return Optional.empty();
        }
        byte[] raw = publicKey.toArray();
        return Optional.ofNullable(Ed25519.validatePublicKeyFullExport(raw, 0))
                .map(point -> new VerificationKey(
                        point, library.map(it -> quick(it, raw)).orElse(null)));
    }

    private static @Nullable PublicKey quick(NativeEd25519 library, byte[] raw) {
        try {
            return library.publicKey(raw);
        } catch (GeneralSecurityException | RuntimeException e) {
            return null;
        }
    }

    /** Never throws: a malformed signature is simply not valid. */
    public boolean verify(Bytes signature, byte[] message) {
        if (signature.length() != Signatures.SIGNATURE_BYTES) {
            return false;
        }
        byte[] bytes = signature.toArray();
        if (Arrays.equals(bytes, 0, NEUTRAL.length, NEUTRAL, 0, NEUTRAL.length)) {
            return false;
        }
        if (quick != null) {
            try {
                return NativeEd25519.here().orElseThrow().verify(quick, bytes, message);
            } catch (GeneralSecurityException | RuntimeException e) {
                return plain(bytes, message);
            }
        }
        return plain(bytes, message);
    }

    /**
     * BouncyCastle compares multiples of both sides, under which what R has of small order may vanish: which of its
     * signatures a malicious signer sees accepted would depend on who checks. So R must be of the prime order.
     */
    private boolean plain(byte[] signature, byte[] message) {
        return Ed25519.verify(signature, 0, point, message, 0, message.length)
                && Ed25519.validatePublicKeyFull(signature, 0);
    }

    /** The neutral element's encoding: as R it says that the signer's secret nonce was zero. */
    private static byte[] neutral() {
        byte[] neutral = new byte[SigningKey.KEY_BYTES];
        neutral[0] = 1;
        return neutral;
    }
}
