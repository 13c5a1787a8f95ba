package network.cocoon.domain.crypto;

import java.util.Optional;
import network.cocoon.domain.kernel.Bytes;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A public key that was validated once, for whoever checks many signatures of few keys: validating one costs as much as
 * half a signature. Decides exactly as {@link Signatures#verify}. Thread-safe.
 */
public final class VerificationKey {

    private final Ed25519.PublicPoint point;

    private VerificationKey(Ed25519.PublicPoint point) {
        this.point = point;
    }

    /** Empty where {@link Signatures#isPublicKey} says no. */
    public static Optional<VerificationKey> of(Bytes publicKey) {
        return publicKey.length() == SigningKey.KEY_BYTES
                ? Optional.ofNullable(Ed25519.validatePublicKeyFullExport(publicKey.toArray(), 0))
                        .map(VerificationKey::new)
                : Optional.empty();
    }

    /** Never throws: a malformed signature is simply not valid. */
    public boolean verify(Bytes signature, byte[] message) {
        return signature.length() == Signatures.SIGNATURE_BYTES
                && Ed25519.verify(signature.toArray(), 0, point, message, 0, message.length);
    }
}
