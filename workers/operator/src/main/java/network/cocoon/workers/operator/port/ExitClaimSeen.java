package network.cocoon.workers.operator.port;

import network.cocoon.domain.settlement.ExitLeaf;

/**
 * The exit paid a claim, so it is open.
 *
 * @param tx by which; of the exit's account
 */
public record ExitClaimSeen(TransactionRef tx, ExitLeaf leaf) {}
