package network.cocoon.domain.attestation.gpu;

import network.cocoon.domain.attestation.codec.FieldWriter;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/**
 * The nonce that a worker asks its GPUs with: a digest of the keys that its quote vouches for, so that GPUs of one machine
 * cannot be shown beside the CPU of another.
 */
public final class GpuNonce {

    private static final String TAG = "cocoon/gpu-nonce/v1";

    private GpuNonce() {}

    /**
     * @param sealingKey as the key statement has it
     * @param receiptKey as the key statement has it
     * @param beacon what nobody could know before the keys were made
     */
    public static Bytes of(Bytes sealingKey, Bytes receiptKey, Bytes beacon) {
        byte[] fields = new FieldWriter(TAG)
                .bytes(sealingKey)
                .bytes(receiptKey)
                .bytes(beacon)
                .toArray();
        return Bytes.of(Digest.sha256(fields).raw());
    }
}
