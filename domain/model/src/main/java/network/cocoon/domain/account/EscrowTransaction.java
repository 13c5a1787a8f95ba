package network.cocoon.domain.account;

import java.time.Instant;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;

/**
 * One transaction of an escrow, as the chain has it. What it did to the balance is exact: {@code came - left - fees}.
 *
 * @param lt   logical time; an account has one transaction at each
 * @param when the chain's time, whole seconds
 * @param came with the incoming message
 * @param left by outgoing messages
 * @param fees everything else that it cost the escrow: gas, rent, import, forwarding
 */
public record EscrowTransaction(long lt, Digest hash, Instant when, Nanoton came, Nanoton left, Nanoton fees) {}
