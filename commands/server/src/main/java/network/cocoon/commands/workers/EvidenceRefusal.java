package network.cocoon.commands.workers;

import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Refusal;

/** A verdict's reason as a refusal of the API: the GPU owner must bring better evidence. */
record EvidenceRefusal(String name) implements Refusal {

    @Override
    public Actor mustAct() {
        return Actor.PROVIDER;
    }
}
