package network.cocoon.domain.envelope;

import org.bouncycastle.crypto.hpke.HPKE;

/** How content keys are wrapped: HPKE base mode, HKDF-SHA256, AES-256-GCM, and one of two KEMs. */
public enum Suite {
    /** X25519 and ML-KEM-768 together: safe as long as either holds. The default. */
    X_WING(HPKE.kem_X_WING, 1216, 1120),
    /** Classical only; a client must ask for it. */
    X25519(HPKE.kem_X25519_SHA256, 32, 32);

    private final short kem;
    private final int publicKeyBytes;
    private final int encapsulationBytes;

    Suite(short kem, int publicKeyBytes, int encapsulationBytes) {
        this.kem = kem;
        this.publicKeyBytes = publicKeyBytes;
        this.encapsulationBytes = encapsulationBytes;
    }

    /** The IANA HPKE KEM identifier, 0x647a or 0x0020: how a header names the suite. */
    public int kemId() {
        return Short.toUnsignedInt(kem);
    }

    /** Throws {@link IllegalArgumentException} for an identifier that names no suite. */
    public static Suite ofKemId(long id) {
        for (Suite suite : values()) {
            if (suite.kemId() == id) {
                return suite;
            }
        }
        throw new IllegalArgumentException("no suite has this KEM identifier");
    }

    public int publicKeyBytes() {
        return publicKeyBytes;
    }

    public int encapsulationBytes() {
        return encapsulationBytes;
    }

    /** A new instance each time: BouncyCastle's object is not documented as thread-safe. */
    HPKE hpke() {
        return new HPKE(HPKE.mode_base, kem, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    }
}
