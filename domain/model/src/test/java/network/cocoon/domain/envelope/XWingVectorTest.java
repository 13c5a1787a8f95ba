package network.cocoon.domain.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.bouncycastle.pqc.crypto.xwing.XWingKEMExtractor;
import org.bouncycastle.pqc.crypto.xwing.XWingKEMGenerator;
import org.bouncycastle.pqc.crypto.xwing.XWingPrivateKeyParameters;
import org.junit.jupiter.api.Test;

/** The KEM beneath the envelope against draft-connolly-cfrg-xwing-kem, appendix C, first vector. */
class XWingVectorTest {

    private static final String SEED = "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26";
    private static final String ENCAPSULATION_SEED = "3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e2"
            + "35b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2";
    private static final String SECRET = "d2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384";

    @Test
    void theFirstVectorHolds() {
        var hpke = Suite.X_WING.hpke();
        var pair = WorkerKeys.pair(hpke, HexFormat.of().parseHex(SEED));
        var sent = new XWingKEMGenerator(new Fixed(HexFormat.of().parseHex(ENCAPSULATION_SEED)))
                .generateEncapsulated(pair.getPublic());
        assertThat(HexFormat.of().formatHex(sent.getSecret())).isEqualTo(SECRET);
        var received = new XWingKEMExtractor((XWingPrivateKeyParameters) pair.getPrivate())
                .extractSecret(sent.getEncapsulation());
        assertThat(HexFormat.of().formatHex(received)).isEqualTo(SECRET);
    }

    /** Gives out the vector's randomness in order. */
    private static final class Fixed extends SecureRandom {

        private final byte[] bytes;
        private int at;

        Fixed(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void nextBytes(byte[] out) {
            System.arraycopy(bytes, at, out, 0, out.length);
            at += out.length;
        }
    }
}
