package network.cocoon.domain.settlement;

import java.time.Instant;
import network.cocoon.domain.kernel.Digest;

/** A transaction of the network's wallet: its logical time, which names it, its hash, and the chain's time. */
public record WalletTransaction(long lt, Digest hash, Instant when) {}
