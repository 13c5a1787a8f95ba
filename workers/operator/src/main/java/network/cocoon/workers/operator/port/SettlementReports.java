package network.cocoon.workers.operator.port;

/**
 * What settlement tells the operator's books. A method that returns has stored durably; one that throws may or may not
 * have, and is called again. Reports come at least once, by one operator or several, those of one account in its
 * order. A receiver never refuses a report because it is repeated.
 */
public interface SettlementReports extends Alarms {

    /**
     * Something happened to an escrow on chain. Recognised by kind and {@link EscrowSeen#tx()}: an address and a logical
     * time name one transaction, and a transaction gives one report of a kind.
     *
     * <p>Throws {@link ReportRefusedException} where the books cannot be as the chain shows.
     */
    void seen(EscrowSeen fact);

    /**
     * Before a message is sent for the first time. The books keep the first submission of each batch and attempt, for
     * ever, and return the one they keep; every later one is dropped. The sender sends what is returned and never its
     * own, so two operators, or one that crashed here, send one message.
     *
     * <p>Throws {@link IllegalStateException} where the batch is not open under this attempt.
     */
    PayoutSubmission submit(PayoutSubmission proposed);

    /**
     * All payouts of the attempt were sent by the wallet. Recognised by batch and attempt.
     *
     * <p>Throws {@link ReportRefusedException} where the books say that it failed.
     */
    void confirmed(PayoutConfirmed fact);

    /**
     * Proven: no payout of this attempt was made and none can be any more. The books give the money back to the
     * providers' balances, or offer the batch under the next attempt. Recognised by batch and attempt.
     *
     * <p>Throws {@link ReportRefusedException} where the books say that it was confirmed.
     */
    void failed(PayoutFailed fact);
}
