package network.cocoon.domain.reconciliation;

import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;

/** What stands at an escrow's address. */
public sealed interface Contract {

    /** Nothing yet, or coins that wait for the contract. */
    record None() implements Contract {}

    /** Its rent was not paid. */
    record Frozen() implements Contract {}

    /** Other code, or data that no escrow has. */
    record Foreign(Digest code) implements Contract {}

    /**
     * An escrow.
     *
     * @param terms   what its storage says, with the voucher key that is in force
     * @param claimed paid to the network since the opening
     */
    record Live(EscrowOpening terms, Nanoton claimed) implements Contract {}

    /** An escrow that paid its owner what was left. */
    record Ended(EscrowOpening terms) implements Contract {}
}
