package network.cocoon.commands.admission;

import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Refusal;

/** Budgets that no account's stream knows; the others are refused in the account's own words. */
enum AdmissionRefusal implements Refusal {
    /** The client key has reserved what it may in this UTC day. */
    KEY_SPEND_LIMIT;

    @Override
    public Actor mustAct() {
        return Actor.USER;
    }
}
