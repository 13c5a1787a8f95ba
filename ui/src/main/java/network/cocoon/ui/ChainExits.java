package network.cocoon.ui;

import network.cocoon.commands.chain.ChainAlarms;
import network.cocoon.commands.settlement.ExitOnChain;
import network.cocoon.domain.settlement.ExitTerms;

/** Makes the books of an exit whose terms are known once the keys are. */
final class ChainExits {

    private final ExitOnChain exits;
    private final ChainAlarms alarms;

    ChainExits(ExitOnChain exits, ChainAlarms alarms) {
        this.exits = exits;
        this.alarms = alarms;
    }

    ChainExit of(ExitTerms terms) {
        return new ChainExit(exits, alarms, terms);
    }
}
