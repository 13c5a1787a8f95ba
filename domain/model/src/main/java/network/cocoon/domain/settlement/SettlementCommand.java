package network.cocoon.domain.settlement;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.Timed;
import org.jspecify.annotations.Nullable;

/** Orders to a payout period, or to the network's one book of payouts. */
public sealed interface SettlementCommand extends Timed {

    /** The id of the stream it is for. */
    default String stream() {
        return SettlementDecider.PAYOUTS;
    }

    record ClosePeriod(
            PeriodId period,
            Instant from,
            Instant upTo,
            Nanoton charged,
            Nanoton fees,
            List<Accrual> accruals,
            Instant at)
            implements SettlementCommand {
        public ClosePeriod {
            accruals = List.copyOf(accruals);
        }

        @Override
        public String stream() {
            return period.value();
        }
    }

    /** Takes over what a closed period earned. */
    record CreditBalances(PeriodId period, List<Accrual> accruals, Instant at) implements SettlementCommand {
        public CreditBalances {
            accruals = List.copyOf(accruals);
        }
    }

    /**
     * Puts together one batch: everything that those payees are owed who are owed at least the threshold, in order of id.
     *
     * @param most   payments in a batch, 1 to {@link SettlementDecider#MOST_PAYMENTS}
     * @param payees in order of id, each once; who is not among them is not paid now
     */
    record SchedulePayout(Nanoton threshold, int most, List<Payee> payees, Instant at) implements SettlementCommand {
        public SchedulePayout {
            payees = List.copyOf(payees);
        }
    }

    /** Takes coins out of the network's wallet. Ordered again under its id it is the same transfer. */
    record OrderTransfer(Transfer transfer, Instant at) implements SettlementCommand {}

    /** Before a message is sent for the first time. The first of a batch stands; any other is dropped. */
    record SubmitPayout(long batch, PayoutMessage message, Instant at) implements SettlementCommand {}

    /**
     * The chain shows that all payments of a batch were sent.
     *
     * @param accepted the wallet took the message
     * @param paid     the wallet sent the payments
     * @param fee      what it cost the network
     */
    record ConfirmPayout(long batch, WalletTransaction accepted, WalletTransaction paid, Nanoton fee, Instant at)
            implements SettlementCommand {}

    /**
     * @param transaction that proves it; null where the message's time is over and it never was on chain, and where a
     *                    transfer was not covered
     */
    record FailPayout(
            long batch, PayoutFailure reason, @Nullable WalletTransaction transaction, Nanoton fee, Instant at)
            implements SettlementCommand {}

    /**
     * Has the exit owe from now on what is carried.
     *
     * @param exit   raw address
     * @param number of the order, one more than the last
     * @param payees everybody who is owed, in order of id; of more than {@link ExitTree#MOST_LEAVES} those who are owed most
     */
    record OrderExitRoot(String exit, ExitTerms terms, long number, List<Payee> payees, Instant at)
            implements SettlementCommand {
        public OrderExitRoot {
            payees = List.copyOf(payees);
        }
    }

    /** The exit's history shows a root. */
    record RecordExitRoot(String exit, long number, Digest root, WalletTransaction transaction, Instant at)
            implements SettlementCommand {}

    /**
     * The exit's history shows that no root came in time.
     *
     * @param number  of the newest root that stands
     * @param through on the chain's clock, until when that history is known
     */
    record RecordExitOpen(String exit, long number, Instant through, Instant at) implements SettlementCommand {}

    /**
     * The exit's history shows that a claim was paid.
     *
     * @param index   of the leaf
     * @param address raw, of the leaf
     * @param amount  of the leaf
     */
    record RecordExitClaim(
            String exit, int index, String address, Nanoton amount, WalletTransaction transaction, Instant at)
            implements SettlementCommand {}

    /**
     * What a round of reconciliation found; what was found before and is not among it is resolved.
     *
     * @param found  alarms only, each once, at most {@link SettlementDecider#MOST_DIFFERENCES}
     * @param unread subjects that could not be looked at: what is open about these stays open
     */
    record ReportDifferences(List<Difference> found, List<String> unread, Instant at) implements SettlementCommand {
        public ReportDifferences {
            found = List.copyOf(found);
            unread = List.copyOf(unread);
        }

        @Override
        public String stream() {
            return SettlementDecider.RECONCILIATION;
        }
    }
}
