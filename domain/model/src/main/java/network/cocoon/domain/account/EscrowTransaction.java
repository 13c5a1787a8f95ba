package network.cocoon.domain.account;

import java.time.Instant;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;

/**
 * One transaction of an escrow, as the chain has it.
 *
 * @param lt       logical time; an account has one transaction at each
 * @param when     the chain's time, whole seconds
 * @param credited what came with it and stayed
 * @param fees     what it cost, as far as somebody said; for the record, no balance is reckoned with it
 */
public record EscrowTransaction(long lt, Digest hash, Instant when, Nanoton credited, Nanoton fees) {}
