package network.cocoon.commands.collateral;

import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Refusal;

/** Why nothing is served to a worker yet. */
enum CollateralRefusal implements Refusal {
    /** The source has not answered yet: ask again. */
    COLLATERAL_NOT_YET(Actor.NETWORK),
    /** So many kinds of platform are asked for that one more is not taken. */
    TOO_MANY_PLATFORM_KINDS(Actor.OPERATOR);

    private final Actor mustAct;

    CollateralRefusal(Actor mustAct) {
        this.mustAct = mustAct;
    }

    @Override
    public Actor mustAct() {
        return mustAct;
    }
}
