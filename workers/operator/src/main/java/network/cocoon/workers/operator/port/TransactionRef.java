package network.cocoon.workers.operator.port;

import java.time.Instant;
import network.cocoon.wire.ton.TonAddress;

/**
 * A transaction on chain that counts. Account and logical time name it.
 *
 * @param at time of its block, whole seconds
 */
public record TransactionRef(TonAddress account, Cursor id, Instant at) {}
