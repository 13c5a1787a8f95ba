package network.cocoon.domain.settlement;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.Timed;
import org.jspecify.annotations.Nullable;

/**
 * Named {@code settlement.*} in the log. A period's stream has the period's id, for example {@code 2026-11-21}; payouts
 * are on one stream of the network, {@link SettlementDecider#PAYOUTS}, so that two operators cannot pay one balance twice.
 */
public sealed interface SettlementEvent extends Timed {

    /**
     * Everything completed in the period, added up. Payment on chain follows from this event.
     *
     * @param upTo     every completion with {@code at} in the period is counted; none is counted in two periods
     * @param charged  what apps pay in all, {@code rewards + fees}
     * @param accruals what each provider earned, in order of provider id
     */
    record PeriodClosed(
            PeriodId period,
            Instant from,
            Instant upTo,
            Nanoton charged,
            Nanoton fees,
            List<Accrual> accruals,
            Instant at)
            implements SettlementEvent {
        public PeriodClosed {
            accruals = List.copyOf(accruals);
        }
    }

    /** A closed period's accruals were added to the providers' balances, once. */
    record BalancesCredited(PeriodId period, List<Accrual> accruals, Instant at) implements SettlementEvent {
        public BalancesCredited {
            accruals = List.copyOf(accruals);
        }
    }

    /**
     * What was carried is under way to these providers; the others' carries over.
     *
     * @param batch     counted from 1
     * @param threshold who is owed less waits
     * @param payments  in order of provider id
     */
    record PayoutScheduled(long batch, Nanoton threshold, List<Payment> payments, Instant at)
            implements SettlementEvent {
        public PayoutScheduled {
            payments = List.copyOf(payments);
        }
    }

    /**
     * The operator takes coins out of the network's wallet, by a batch of their own. What becomes of it say the events of
     * payouts; one that failed is over, and has no effect on any balance.
     *
     * @param batch counted on with those of the payouts
     */
    record TransferOrdered(long batch, Transfer transfer, Instant at) implements SettlementEvent {}

    /** From now on exactly this message may be sent. */
    record PayoutSubmitted(long batch, PayoutMessage message, Instant at) implements SettlementEvent {}

    /** @param fee what both transactions cost the network's wallet */
    record PayoutConfirmed(long batch, WalletTransaction accepted, WalletTransaction paid, Nanoton fee, Instant at)
            implements SettlementEvent {}

    /**
     * Nobody was paid and nobody will be: the amounts are the providers' balances again, and go into a later batch.
     *
     * @param transaction that proves it; null where the message was never executed
     */
    record PayoutFailed(
            long batch, PayoutFailure reason, @Nullable WalletTransaction transaction, Nanoton fee, Instant at)
            implements SettlementEvent {}

    /**
     * From now on the exit is told that it owes this, and what is carried is paid by no batch before it was.
     *
     * @param exit   raw address, which follows from the terms
     * @param number of the order, counted from 1
     * @param root   of the {@link ExitTree} over what is owed
     * @param owed   all that is carried, in order of provider id, which is that of the leaves
     */
    record ExitRootOrdered(String exit, ExitTerms terms, long number, Digest root, List<Payment> owed, Instant at)
            implements SettlementEvent {
        public ExitRootOrdered {
            owed = List.copyOf(owed);
        }
    }

    /** The root stands on chain; the exit opens by silence that begins at the transaction's time. */
    record ExitRootSet(String exit, long number, Digest root, WalletTransaction transaction, Instant at)
            implements SettlementEvent {}

    /**
     * No root came in time: for ever the exit owes what the one with this number lists, and no batch may pay it.
     *
     * @param through on the chain's clock, until when the exit's history was known
     */
    record ExitOpened(String exit, long number, Instant through, Instant at) implements SettlementEvent {}

    /**
     * The exit paid a provider what it owed.
     *
     * @param index of the leaf
     */
    record ExitClaimed(
            String exit, int index, ProviderId provider, Nanoton amount, WalletTransaction transaction, Instant at)
            implements SettlementEvent {}

    /**
     * The log and the chain do not agree, and that does not pass by itself. On the stream
     * {@link SettlementDecider#RECONCILIATION}.
     */
    record DifferenceFound(Difference difference, Instant at) implements SettlementEvent {}

    /** The difference with this name, subject and logical time is no more. */
    record DifferenceResolved(DifferenceName name, String subject, long lt, Instant at) implements SettlementEvent {}
}
