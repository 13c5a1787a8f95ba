package network.cocoon.commands.dispatch;

import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Refusal;

/** Refusals that come from carrying a command, not from what it asks. */
public enum DispatchRefusal implements Refusal {
    /** Others changed the same streams at the same moment, again and again. The same call may be sent again. */
    CONTENDED;

    @Override
    public Actor mustAct() {
        return Actor.NETWORK;
    }
}
