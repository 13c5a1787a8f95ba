package network.cocoon.commands.providers;

import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Refusal;

/** Why an owner's order gets no further than this server. */
enum OwnerRefusal implements Refusal {
    /** This network has no chain to be paid on: {@code cocoon.ton.network-id}. */
    NO_CHAIN;

    @Override
    public Actor mustAct() {
        return Actor.OPERATOR;
    }
}
