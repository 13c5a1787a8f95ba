package network.cocoon.domain.envelope;

import network.cocoon.domain.crypto.SignatureCheck;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/**
 * The two signatures of a head: the worker's, Ed25519 over "cocoon/head/v1" || its canonical bytes by the attested receipt
 * key; and the app's acknowledgement, Ed25519 over "cocoon/ack/v1" || SHA-256 of those bytes by the client key.
 */
public final class Heads {

    private static final byte[] HEAD = Raw.label("cocoon/head/v1");
    private static final byte[] ACKNOWLEDGEMENT = Raw.label("cocoon/ack/v1");

    private Heads() {}

    public static Bytes sign(SigningKey receiptKey, Bytes canonical) {
        return receiptKey.sign(HEAD, canonical.toArray());
    }

    public static boolean verify(Bytes receiptPublicKey, Bytes signature, Bytes canonical) {
        return verify(SignatureCheck.AT_ONCE, receiptPublicKey, signature, canonical);
    }

    public static boolean verify(SignatureCheck check, Bytes receiptPublicKey, Bytes signature, Bytes canonical) {
        return check.verify(receiptPublicKey, signature, HEAD, canonical.toArray());
    }

    public static Bytes acknowledge(SigningKey clientKey, Bytes canonical) {
        return clientKey.sign(
                ACKNOWLEDGEMENT, Digest.sha256(canonical.toArray()).raw());
    }

    public static boolean isAcknowledged(Bytes clientPublicKey, Bytes acknowledgement, Bytes canonical) {
        return isAcknowledged(SignatureCheck.AT_ONCE, clientPublicKey, acknowledgement, canonical);
    }

    public static boolean isAcknowledged(
            SignatureCheck check, Bytes clientPublicKey, Bytes acknowledgement, Bytes canonical) {
        return check.verify(
                clientPublicKey,
                acknowledgement,
                ACKNOWLEDGEMENT,
                Digest.sha256(canonical.toArray()).raw());
    }
}
