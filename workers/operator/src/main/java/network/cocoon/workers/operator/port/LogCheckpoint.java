package network.cocoon.workers.operator.port;

import network.cocoon.domain.kernel.Digest;

/**
 * A sealed checkpoint of the log.
 *
 * @param size leaves under it
 * @param root its Merkle root
 */
public record LogCheckpoint(long size, Digest root) {}
