package network.cocoon.domain.envelope;

import java.util.Arrays;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerKeyId;
import org.bouncycastle.crypto.hpke.HPKEContext;

/** What one recipient and the client share, and no other recipient: the root of that recipient's response keys. */
final class ResponseSecret {

    static final int NONCE_BYTES = 32;

    private final WorkerKeyId key;
    private final Digest headerHash;
    private final byte[] encapsulation;
    private final byte[] exported;

    private ResponseSecret(WorkerKeyId key, Digest headerHash, byte[] encapsulation, byte[] exported) {
        this.key = key;
        this.headerHash = headerHash;
        this.encapsulation = encapsulation;
        this.exported = exported;
    }

    static ResponseSecret of(WorkerKeyId key, Digest headerHash, byte[] encapsulation, HPKEContext context) {
        byte[] exported = context.export(Wrapping.exportContext(), AesGcm.KEY_BYTES);
        return new ResponseSecret(key, headerHash, encapsulation.clone(), exported);
    }

    WorkerKeyId key() {
        return key;
    }

    Digest headerHash() {
        return headerHash;
    }

    /** HKDF(salt = enc || nonce, ikm = exported, info = hH || key id): fresh for each nonce, so the counter may start at 0. */
    AesGcm cipher(byte[] nonce) {
        byte[] derived =
                AesGcm.hkdf(Raw.concat(encapsulation, nonce), exported, Raw.concat(headerHash.raw(), Raw.of(key)));
        AesGcm cipher = new AesGcm(derived, new byte[AesGcm.PREFIX_BYTES]);
        Arrays.fill(derived, (byte) 0);
        return cipher;
    }
}
