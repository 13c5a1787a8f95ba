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
    /** Address or terms of the exit, or the list of who is owed, cannot be. */
    INVALID_ROOT,
    /** There is one exit for ever, and the book has another. */
    EXIT_DIFFERS,
    /** One root at a time. */
    ROOT_UNDER_WAY,
    /** The exit is open: no root follows. */
    EXIT_OPEN,
    /** Silence has not lasted long enough for the exit to open. */
    EXIT_CLOSED,
    /** The exit's history cannot be as the log has it: another has its key, or reports are wrong. */
    EXIT_CONTRADICTION,
    /** The batch waits until a root stands on chain that lists nothing of it. */
    ROOT_NOT_STANDING,
    /** The batch's message could be taken when the exit is open already. */
    EXIT_COULD_OPEN,
    /** One that does not alarm, one twice, or too many. */
    INVALID_DIFFERENCES;

    @Override
    public Actor mustAct() {
        return Actor.OPERATOR;
    }
}
