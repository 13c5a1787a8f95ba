package network.cocoon.workers.operator.port;

import java.time.Instant;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.TonAddress;

/**
 * A transaction on chain that counts. Account and logical time name it.
 *
 * @param at  time of its block, whole seconds
 * @param fee nanoton that it cost the account beyond what it sent: gas, rent, and carrying its messages
 */
public record TransactionRef(TonAddress account, Cursor id, Instant at, Nanoton fee) {}
