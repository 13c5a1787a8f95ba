package network.cocoon.domain.envelope;

import network.cocoon.domain.crypto.SignatureCheck;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/** The app's authorisation of one request: Ed25519 over "cocoon/submit/v1" || hH || ciphertext digest. */
public final class SubmissionSignature {

    private static final byte[] LABEL = Raw.label("cocoon/submit/v1");

    private SubmissionSignature() {}

    public static Bytes sign(SigningKey clientKey, Digest headerHash, Digest ciphertext) {
        return clientKey.sign(LABEL, headerHash.raw(), ciphertext.raw());
    }

    public static boolean verify(Bytes clientPublicKey, Bytes signature, Digest headerHash, Digest ciphertext) {
        return verify(SignatureCheck.AT_ONCE, clientPublicKey, signature, headerHash, ciphertext);
    }

    public static boolean verify(
            SignatureCheck check, Bytes clientPublicKey, Bytes signature, Digest headerHash, Digest ciphertext) {
        return check.verify(clientPublicKey, signature, LABEL, headerHash.raw(), ciphertext.raw());
    }
}
