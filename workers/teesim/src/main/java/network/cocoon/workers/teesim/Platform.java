package network.cocoon.workers.teesim;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import network.cocoon.domain.kernel.Bytes;

/** The machine that the simulator pretends to be. Its family spells SIMULA, so that no real TCB info ever fits it. */
record Platform(Bytes ppid, Bytes instance, Bytes qeId) {

    static final int COMPONENT_SVN = 5;
    static final int PCE_SVN = 13;

    Platform {
        if (ppid.length() != 16 || instance.length() != 16 || qeId.length() != 16) {
            throw new IllegalArgumentException("a platform's ids have 16 bytes each");
        }
    }

    static Platform generate(SecureRandom random) {
        return new Platform(id(random), id(random), id(random));
    }

    static byte[] fmspc() {
        return "SIMULA".getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] cpuSvn() {
        byte[] svn = new byte[16];
        Arrays.fill(svn, (byte) COMPONENT_SVN);
        return svn;
    }

    private static Bytes id(SecureRandom random) {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return Bytes.of(id);
    }
}
