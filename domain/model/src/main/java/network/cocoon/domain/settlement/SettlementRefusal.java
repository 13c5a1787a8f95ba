package network.cocoon.domain.settlement;

import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Refusal;

/** Why a payout period, or the book of payouts, refuses. */
public enum SettlementRefusal implements Refusal {
    /** The bounds are not exactly the period's UTC day. */
    INVALID_PERIOD,
    /** The day has not passed yet. */
    PERIOD_NOT_OVER,
    /** Charged is not rewards and fees, or accruals are not one a provider in order of its id. */
    INVALID_ACCRUALS,
    /** It was closed with other figures. */
    PERIOD_CLOSED,
    /** No payee is owed the threshold. */
    NOTHING_DUE,
    /** Threshold, size of the batch or payees cannot be. */
    INVALID_PAYOUT,
    /** There is no such batch. */
    BATCH_UNKNOWN,
    /** The batch is confirmed or failed. */
    BATCH_CLOSED,
    /** Nothing was submitted for the batch, so nothing can have become of it. */
    NOT_SUBMITTED,
    /** No such message can be sent. */
    INVALID_MESSAGE,
    /** The log says the opposite of what the chain is said to show. */
    PAYOUT_CONTRADICTION,
    /** Address, amount or note cannot be. */
    INVALID_TRANSFER,
    /** The id names another transfer. */
    TRANSFER_DIFFERS,
    /** Others wait or are under way. */
    TOO_MANY_TRANSFERS,
    /** One that does not alarm, one twice, or too many. */
    INVALID_DIFFERENCES;

    @Override
    public Actor mustAct() {
        return Actor.OPERATOR;
    }
}
