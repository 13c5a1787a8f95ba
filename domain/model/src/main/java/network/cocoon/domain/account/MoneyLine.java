package network.cocoon.domain.account;

import java.time.Instant;

/**
 * One entry of what an app has with the network, requests apart: its escrow's balance, and what was redeemed and not used.
 *
 * @param nanoton added; negative where it went
 * @param escrow  raw address
 */
public record MoneyLine(Kind kind, long nanoton, String escrow, EscrowTransaction transaction, Instant at) {

    /** What it is. */
    public enum Kind {
        /** Paid in. */
        DEPOSIT,
        /** The chain's: gas, rent, forwarding; at the close the rent that stays with the closed contract. */
        CHAIN_FEES,
        /** The network left more of a claim's cost in the escrow than the claim cost. */
        CLAIM_REST,
        /** What was left when the escrow closed went to the owner's wallet. */
        RETURNED
    }
}
