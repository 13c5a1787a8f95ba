package network.cocoon.domain.envelope;

import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerKeyId;

/** The labels and additional data of a wrap, the same on both sides. */
final class Wrapping {

    private static final byte[] LABEL = Raw.label("cocoon/wrap/v1");
    private static final byte[] EXPORT = Raw.label("cocoon/response/v1");

    private Wrapping() {}

    /** HPKE info: label || hH. */
    static byte[] info(Digest headerHash) {
        return Raw.concat(LABEL, headerHash.raw());
    }

    /** key id || position (one byte) || ciphertext digest. */
    static byte[] aad(WorkerKeyId key, int position, Digest ciphertext) {
        return Raw.concat(Raw.of(key), new byte[] {(byte) position}, ciphertext.raw());
    }

    /** HPKE exporter context of the response secret. */
    static byte[] exportContext() {
        return EXPORT.clone();
    }
}
