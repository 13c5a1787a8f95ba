package network.cocoon.domain.envelope;

import network.cocoon.domain.kernel.Bytes;

/**
 * The content key, sealed to one recipient.
 *
 * @param encapsulation HPKE's enc: 1120 bytes for X-Wing, 32 for X25519
 * @param sealedKey     content key and request id under the recipient's HPKE context, {@value #SEALED_BYTES} bytes
 */
public record Wrap(Bytes encapsulation, Bytes sealedKey) {

    public static final int SEALED_BYTES = 32 + 16 + 16;

    public Wrap {
        boolean known = false;
        for (Suite suite : Suite.values()) {
            known |= encapsulation.length() == suite.encapsulationBytes();
        }
        if (!known || sealedKey.length() != SEALED_BYTES) {
            throw new IllegalArgumentException("a wrap has a known encapsulation size and a 64-byte sealed key");
        }
    }
}
