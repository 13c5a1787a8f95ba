package network.cocoon.domain.settlement;

/**
 * Every way in which the log, what apps signed and the chain can differ, each under one name. What is explained passes by
 * itself; an alarm says that somebody lost or invented something, or that nobody reports any more. The text says what it
 * means, for people.
 */
public enum DifferenceName {
    DEPOSIT_ON_ITS_WAY(Grade.EXPLAINED, "Coins arrived and will be credited when their transaction counts."),
    REDEMPTION_ON_ITS_WAY(Grade.EXPLAINED, "A voucher was just redeemed; the log hears of it when that counts."),
    CHANGE_ON_ITS_WAY(Grade.EXPLAINED, "The owner's order to the escrow is on chain and will be in the log soon."),
    STATE_AHEAD_OF_HISTORY(Grade.EXPLAINED, "The newest state has a transaction that does not count yet."),
    LOG_AHEAD_OF_STATE(Grade.EXPLAINED, "The log is newer than the state of the chain that was given."),
    FEES_FROM_MARGIN(Grade.EXPLAINED, "Rent and gas took from the margin that no voucher may promise."),
    PAYOUT_ON_ITS_WAY(Grade.EXPLAINED, "A batch was submitted and is neither confirmed nor too old."),

    DEPOSIT_NEVER_CREDITED(Grade.ALARM, "Coins arrived long ago and the log does not have them."),
    REDEMPTION_NEVER_REPORTED(Grade.ALARM, "The network took coins of an escrow and the log does not have it."),
    CHANGE_NEVER_REPORTED(Grade.ALARM, "The owner's order has been on chain for long and is not in the log."),
    CREDIT_WITHOUT_DEPOSIT(Grade.ALARM, "The log credits a deposit that the chain does not have."),
    TRANSACTION_NOT_ON_CHAIN(Grade.ALARM, "The log names a transaction that the chain does not have."),
    TRANSACTION_REPLACED(Grade.ALARM, "Another transaction stands on chain where the log names one."),
    FIGURES_DIFFER(Grade.ALARM, "Log and chain give different amounts for one transaction."),
    CLAIMED_MORE_ON_CHAIN(Grade.ALARM, "The contract has paid out more than its transactions and the log say."),
    CLAIMED_LESS_ON_CHAIN(Grade.ALARM, "The log has more redeemed than the contract paid out."),
    CONTRACT_FOREIGN(Grade.ALARM, "At the escrow's address stands another contract."),
    CONTRACT_MISSING(Grade.ALARM, "The log has used an escrow where the chain has no working contract."),
    TERMS_DIFFER(Grade.ALARM, "The contract does not have the terms or wallets of its opening."),
    VOUCHER_KEY_DIFFERS(Grade.ALARM, "The contract takes vouchers of another key than the log."),
    CLOSED_ON_CHAIN_ONLY(Grade.ALARM, "The escrow is closed on chain and open in the log."),
    OPEN_ON_CHAIN_ONLY(Grade.ALARM, "The escrow is closed in the log and open on chain."),
    BALANCE_DIFFERS(Grade.ALARM, "The balance is not what came, less what left and what the chain took."),
    BALANCE_BELOW_PROMISES(Grade.ALARM, "The escrow holds less than its vouchers promise."),
    VOUCHER_NOT_SIGNED(Grade.ALARM, "The log has a voucher whose signature is not the app's."),
    ESCROW_NOT_IN_STATE(Grade.ALARM, "The chain's state was given without this escrow."),
    ESCROW_UNKNOWN(Grade.ALARM, "The chain's state was given with an escrow that the log does not know."),

    PAYOUT_WITHOUT_TRANSACTION(Grade.ALARM, "The log has a payout confirmed that the wallet never sent."),
    PAYMENTS_DIFFER(Grade.ALARM, "The wallet paid something else than the batch says."),
    PAYOUT_FEE_DIFFERS(Grade.ALARM, "A payout cost something else than the log says."),
    PAYOUT_NEVER_CONFIRMED(Grade.ALARM, "The wallet paid a batch long ago and the log does not have it."),
    PAYOUT_AFTER_FAILURE(Grade.ALARM, "The wallet paid a batch that the log gave back as failed."),
    PAYOUT_OVERDUE(Grade.ALARM, "A batch's message can no longer be taken, and nobody said what became of it."),
    PAID_TWICE(Grade.ALARM, "The wallet paid one batch twice."),
    UNKNOWN_OUT_MESSAGE(Grade.ALARM, "The wallet sent coins that neither a batch nor a transfer accounts for."),
    WALLET_BALANCE_DIFFERS(Grade.ALARM, "The wallet's balance is not what its whole history comes to.");

    /** What is to be done about it. */
    public enum Grade {
        /** Nothing. */
        EXPLAINED,
        /** Somebody must look. */
        ALARM
    }

    private final Grade grade;
    private final String meaning;

    DifferenceName(Grade grade, String meaning) {
        this.grade = grade;
        this.meaning = meaning;
    }

    public Grade grade() {
        return grade;
    }

    public boolean alarms() {
        return grade == Grade.ALARM;
    }

    /** One sentence. */
    public String meaning() {
        return meaning;
    }
}
