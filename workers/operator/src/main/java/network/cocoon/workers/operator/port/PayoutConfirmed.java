package network.cocoon.workers.operator.port;

import network.cocoon.domain.kernel.Nanoton;

/**
 * An attempt was carried out.
 *
 * @param accepted the transaction by which the wallet took the message
 * @param paid     the transaction by which it sent all payouts
 * @param fee      nanoton that both cost the wallet, the carrying of the payouts included
 */
public record PayoutConfirmed(BatchId batch, int attempt, TransactionRef accepted, TransactionRef paid, Nanoton fee) {}
