package network.cocoon.domain.envelope;

import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.WorkerKeyId;

/**
 * A worker to which a client seals, after verifying its evidence itself.
 *
 * @param publicKey the serialized HPKE public key of the header's suite
 */
public record Recipient(WorkerKeyId key, Bytes publicKey) {}
