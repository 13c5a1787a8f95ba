package network.cocoon.commands.settlement;

import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Refusal;

/** Why an order about payouts gets no further than this server. */
enum PayoutRefusal implements Refusal {
    /** This network has no chain: {@code cocoon.ton.network-id}. */
    NO_CHAIN,
    /** A reserve may go to the exit contract only: {@code cocoon.ton.exit.contract}. */
    NOT_THE_EXIT;

    @Override
    public Actor mustAct() {
        return Actor.OPERATOR;
    }
}
