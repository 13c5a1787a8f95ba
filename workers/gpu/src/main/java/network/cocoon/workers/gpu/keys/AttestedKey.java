package network.cocoon.workers.gpu.keys;

import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.envelope.WorkerKeys;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerKeyId;

/**
 * One generation of keys with the evidence that vouches for them.
 *
 * @param eraseAtNanos on the monotonic clock: after this both are overwritten
 */
public record AttestedKey(
        WorkerKeyId id, WorkerKeys sealing, SigningKey receipt, Digest evidence, Digest image, long eraseAtNanos) {

    void erase() {
        sealing.destroy();
        receipt.destroy();
    }
}
