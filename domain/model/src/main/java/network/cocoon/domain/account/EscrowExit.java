package network.cocoon.domain.account;

import java.time.Instant;
import network.cocoon.domain.kernel.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What the owner's wallet asked the escrow for. Until it is done the network redeems what it holds and takes nothing new.
 *
 * @param newKey   the voucher key from then on; null to close
 * @param deadline from when anyone may carry it out, by the chain's time
 */
public record EscrowExit(@Nullable Bytes newKey, Instant deadline) {}
