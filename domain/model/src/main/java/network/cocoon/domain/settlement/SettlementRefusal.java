package network.cocoon.domain.settlement;

import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Refusal;

/** Why a payout period refuses. */
public enum SettlementRefusal implements Refusal {
    /** The bounds are not exactly the period's UTC day. */
    INVALID_PERIOD,
    /** The day has not passed yet. */
    PERIOD_NOT_OVER,
    /** Charged is not rewards and fees, or accruals are not one a provider in order of its id. */
    INVALID_ACCRUALS,
    /** It was closed with other figures. */
    PERIOD_CLOSED;

    @Override
    public Actor mustAct() {
        return Actor.OPERATOR;
    }
}
