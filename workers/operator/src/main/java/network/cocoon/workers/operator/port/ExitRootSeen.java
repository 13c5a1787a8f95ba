package network.cocoon.workers.operator.port;

import network.cocoon.domain.kernel.Digest;

/**
 * The exit has a new root.
 *
 * @param tx     by which; of the exit's account
 * @param number of the order
 */
public record ExitRootSeen(TransactionRef tx, long number, Digest root) {}
