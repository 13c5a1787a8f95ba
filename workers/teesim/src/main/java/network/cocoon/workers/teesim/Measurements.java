package network.cocoon.workers.teesim;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import network.cocoon.domain.attestation.Measurement;
import network.cocoon.domain.kernel.Bytes;

/** The registers of the TD that the simulator pretends to be: always the same, as one release's are. */
final class Measurements {

    private Measurements() {}

    static Measurement simulated() {
        return new Measurement(of("mrtd"), of("rtmr0"), of("rtmr1"), of("rtmr2"));
    }

    static byte[] register(String name) {
        try {
            return MessageDigest.getInstance("SHA-384")
                    .digest(("cocoon simulator " + name).getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-384", e);
        }
    }

    private static Bytes of(String name) {
        return Bytes.of(register(name));
    }
}
