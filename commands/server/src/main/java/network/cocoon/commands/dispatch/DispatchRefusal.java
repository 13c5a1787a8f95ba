package network.cocoon.commands.dispatch;

import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Refusal;

/** Refusals that come from carrying a command, not from what it asks. */
public enum DispatchRefusal implements Refusal {
    /** Others changed the same streams at the same moment, again and again. The same call may be sent again. */
    CONTENDED,
    /** This node's clock is too far off the database's to decide anything. Another node may. */
    CLOCK_WRONG;

    @Override
    public Actor mustAct() {
        return switch (this) {
            case CONTENDED -> Actor.NETWORK;
            case CLOCK_WRONG -> Actor.OPERATOR;
        };
    }
}
