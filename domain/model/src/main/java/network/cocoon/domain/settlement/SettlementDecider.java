package network.cocoon.domain.settlement;

import static network.cocoon.domain.kernel.Decision.accept;
import static network.cocoon.domain.kernel.Decision.alreadyDone;
import static network.cocoon.domain.kernel.Decision.reject;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import network.cocoon.domain.kernel.Decider;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.settlement.SettlementCommand.ClosePeriod;
import network.cocoon.domain.settlement.SettlementCommand.ConfirmPayout;
import network.cocoon.domain.settlement.SettlementCommand.CreditBalances;
import network.cocoon.domain.settlement.SettlementCommand.FailPayout;
import network.cocoon.domain.settlement.SettlementCommand.OrderTransfer;
import network.cocoon.domain.settlement.SettlementCommand.SchedulePayout;
import network.cocoon.domain.settlement.SettlementCommand.SubmitPayout;
import network.cocoon.domain.settlement.SettlementEvent.PeriodClosed;
import network.cocoon.domain.settlement.SettlementState.Closed;
import network.cocoon.domain.settlement.SettlementState.Open;
import network.cocoon.domain.settlement.SettlementState.Payouts;

/** A payout period, a UTC day, closed once; the network's book of payouts; and what its reconciliation found. */
public final class SettlementDecider implements Decider<SettlementCommand, SettlementState, SettlementEvent> {

    /** The id of the book's stream. */
    public static final String PAYOUTS = "payouts";

    /** The id of the stream of what reconciliation found. */
    public static final String RECONCILIATION = "reconciliation";

    /** Open at once: more of them say nothing more. */
    public static final int MOST_DIFFERENCES = 1_000;

    /** In one message of the network's wallet. */
    public static final int MOST_PAYMENTS = 250;

    /** That the operator has ordered and that are neither confirmed nor failed. */
    public static final int MOST_TRANSFERS = 16;

    @Override
    public SettlementState initial() {
        return new Open();
    }

    @Override
    public Decision<SettlementEvent> decide(SettlementCommand command, SettlementState state) {
        return switch (command) {
            case ClosePeriod c ->
                switch (state) {
                    case Open _ -> close(c);
                    case Closed closed when sameFigures(c, closed.figures()) -> alreadyDone();
                    case Closed _, Payouts _, SettlementState.Differences _ ->
                        reject(SettlementRefusal.PERIOD_CLOSED, "the period was closed with other figures");
                };
            case CreditBalances _,
                    SchedulePayout _,
                    OrderTransfer _,
                    SubmitPayout _,
                    ConfirmPayout _,
                    FailPayout _,
                    SettlementCommand.OrderExitRoot _,
                    SettlementCommand.RecordExitRoot _,
                    SettlementCommand.RecordExitOpen _,
                    SettlementCommand.RecordExitClaim _ -> PayoutBook.decide(command, PayoutBook.of(state));
            case SettlementCommand.ReportDifferences c -> DifferenceBook.decide(c, DifferenceBook.of(state));
        };
    }

    private static Decision<SettlementEvent> close(ClosePeriod c) {
        LocalDate day = LocalDate.parse(c.period().value());
        if (!c.from().equals(day.atStartOfDay(ZoneOffset.UTC).toInstant())
                || !c.upTo().equals(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())) {
            return reject(SettlementRefusal.INVALID_PERIOD, "a period is one whole UTC day");
        }
        if (c.at().isBefore(c.upTo())) {
            return reject(SettlementRefusal.PERIOD_NOT_OVER, "the period ends at " + c.upTo());
        }
        if (!inOrder(c.accruals())) {
            return reject(SettlementRefusal.INVALID_ACCRUALS, "one accrual a provider, in order of its id");
        }
        BigInteger total = BigInteger.valueOf(c.fees().value());
        for (Accrual accrual : c.accruals()) {
            total = total.add(BigInteger.valueOf(accrual.reward().value()));
        }
        if (!total.equals(BigInteger.valueOf(c.charged().value()))) {
            return reject(SettlementRefusal.INVALID_ACCRUALS, "charged must be rewards and fees");
        }
        return accept(new PeriodClosed(c.period(), c.from(), c.upTo(), c.charged(), c.fees(), c.accruals(), c.at()));
    }

    static boolean inOrder(List<Accrual> accruals) {
        String last = "";
        for (Accrual accrual : accruals) {
            if (accrual.requests() < 1 || accrual.provider().value().compareTo(last) <= 0) {
                return false;
            }
            last = accrual.provider().value();
        }
        return true;
    }

    private static boolean sameFigures(ClosePeriod c, PeriodClosed e) {
        return c.charged().equals(e.charged())
                && c.fees().equals(e.fees())
                && c.accruals().equals(e.accruals());
    }

    @Override
    public SettlementState evolve(SettlementState state, SettlementEvent event) {
        return switch (event) {
            case PeriodClosed e -> new Closed(e);
            case SettlementEvent.BalancesCredited _,
                    SettlementEvent.PayoutScheduled _,
                    SettlementEvent.TransferOrdered _,
                    SettlementEvent.PayoutSubmitted _,
                    SettlementEvent.PayoutConfirmed _,
                    SettlementEvent.PayoutFailed _,
                    SettlementEvent.ExitRootOrdered _,
                    SettlementEvent.ExitRootSet _,
                    SettlementEvent.ExitOpened _,
                    SettlementEvent.ExitClaimed _ -> PayoutFold.evolve(PayoutBook.of(state), event);
            case SettlementEvent.DifferenceFound e -> DifferenceBook.found(DifferenceBook.of(state), e);
            case SettlementEvent.DifferenceResolved e -> DifferenceBook.resolved(DifferenceBook.of(state), e);
        };
    }
}
