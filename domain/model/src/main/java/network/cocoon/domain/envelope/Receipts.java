package network.cocoon.domain.envelope;

import network.cocoon.domain.crypto.SignatureCheck;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/** A receipt's signature: Ed25519 over "cocoon/receipt/v1" || its canonical bytes, by the attested receipt key. */
public final class Receipts {

    private static final byte[] LABEL = Raw.label("cocoon/receipt/v1");

    private Receipts() {}

    public static Bytes sign(SigningKey receiptKey, Bytes canonical) {
        return receiptKey.sign(LABEL, canonical.toArray());
    }

    public static boolean verify(Bytes receiptPublicKey, Bytes signature, Bytes canonical) {
        return verify(SignatureCheck.AT_ONCE, receiptPublicKey, signature, canonical);
    }

    public static boolean verify(SignatureCheck check, Bytes receiptPublicKey, Bytes signature, Bytes canonical) {
        return check.verify(receiptPublicKey, signature, LABEL, canonical.toArray());
    }

    /** What the final frame names. */
    public static Digest digest(Bytes canonical) {
        return Digest.sha256(canonical.toArray());
    }
}
