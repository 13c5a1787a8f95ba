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
    WALLET_BALANCE_DIFFERS(Grade.ALARM, "The wallet's balance is not what its whole history comes to."),

    EXIT_CHANGE_ON_ITS_WAY(Grade.EXPLAINED, "The exit has a new root; the log hears of it when that counts."),
    EXIT_CLAIM_ON_ITS_WAY(Grade.EXPLAINED, "The exit just paid a claim; the log hears of it when that counts."),
    EXIT_OPENING_ON_ITS_WAY(Grade.EXPLAINED, "The exit just opened; the log hears of it when that counts."),
    RESERVE_ON_ITS_WAY(Grade.EXPLAINED, "A transfer to the exit was carried out just now, on one side only."),
    RESERVE_OF_OTHERS(Grade.EXPLAINED, "So much of the exit's reserve came from others than the network's wallet."),
    RESERVE_BELOW_ROOT(Grade.EXPLAINED, "The exit's reserve is less than its root owes; it is closed."),

    EXIT_CONTRACT_MISSING(Grade.ALARM, "The log has roots in an exit where the chain has no working contract."),
    EXIT_CONTRACT_FOREIGN(Grade.ALARM, "At the exit's address stands another contract."),
    EXIT_TERMS_DIFFER(Grade.ALARM, "The exit does not have the key, delay, network or owner that the log has."),
    EXIT_STATE_DIFFERS(Grade.ALARM, "The root that the exit's data has is not the one that its history set."),
    EXIT_BALANCE_DIFFERS(Grade.ALARM, "The exit's balance is not what came, less what left and what the chain took."),
    EXIT_ROOT_UNKNOWN(Grade.ALARM, "The exit has a root that the log never ordered: somebody else has its key."),
    EXIT_ROOT_NEVER_REPORTED(Grade.ALARM, "The exit has had a root for long that the log does not have there."),
    EXIT_ROOT_NOT_ON_CHAIN(Grade.ALARM, "The log has a root in the exit that was never set there."),
    EXIT_CLAIM_NEVER_REPORTED(Grade.ALARM, "The exit paid a claim long ago and the log does not have it."),
    EXIT_CLAIM_NOT_ON_CHAIN(Grade.ALARM, "The log has a claim paid that the exit never paid."),
    EXIT_CLAIMED_TWICE(Grade.ALARM, "The exit paid one leaf twice."),
    EXIT_PAYMENT_DIFFERS(Grade.ALARM, "The exit paid something else than the leaf that was claimed."),
    EXIT_OPEN_IN_LOG_ONLY(Grade.ALARM, "The exit is open in the log and closed on chain."),
    EXIT_OPEN_ON_CHAIN_ONLY(Grade.ALARM, "The exit has been open on chain for long and is closed in the log."),
    RESERVE_NEVER_ARRIVED(Grade.ALARM, "The log has a transfer to the exit whose coins never came there."),
    RESERVE_NEVER_REPORTED(Grade.ALARM, "The wallet paid into the exit what no transfer accounts for."),
    RESERVE_ASKED_FOR(Grade.ALARM, "The exit's owner asked for the reserve and may take it soon."),
    RESERVE_TAKEN(Grade.ALARM, "The exit's owner took the reserve."),
    RESERVE_BELOW_CLAIMS(Grade.ALARM, "The exit is open and its reserve is less than what may be claimed."),
    EXIT_UNKNOWN(Grade.ALARM, "The chain's state was given with an exit that the log does not know.");

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
