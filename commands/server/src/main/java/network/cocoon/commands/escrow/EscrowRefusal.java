package network.cocoon.commands.escrow;

import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Refusal;

/** Why an order about an escrow gets no further than this server. */
enum EscrowRefusal implements Refusal {
    /** This network has no chain: {@code cocoon.ton.network-id}. */
    NO_CHAIN(Actor.OPERATOR),
    /** The same escrow is another account's. */
    ESCROW_TAKEN(Actor.USER);

    private final Actor mustAct;

    EscrowRefusal(Actor mustAct) {
        this.mustAct = mustAct;
    }

    @Override
    public Actor mustAct() {
        return mustAct;
    }
}
