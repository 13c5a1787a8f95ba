package network.cocoon.domain.crypto;

import network.cocoon.domain.kernel.Bytes;

/**
 * How a decider has an Ed25519 signature checked. {@link #AT_ONCE} is the rule; an auditor, who asks about millions,
 * notes each for several threads to check and takes it as good until they answer.
 */
@FunctionalInterface
public interface SignatureCheck {

    /** Verifies before it answers. */
    SignatureCheck AT_ONCE = Signatures::verify;

    /** @param parts the message, which is their concatenation */
    boolean verify(Bytes publicKey, Bytes signature, byte[]... parts);
}
