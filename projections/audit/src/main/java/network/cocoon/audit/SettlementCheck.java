package network.cocoon.audit;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.registry.Charge;
import network.cocoon.domain.settlement.Accrual;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.domain.settlement.SettlementCommand;
import network.cocoon.domain.settlement.SettlementDecider;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.settlement.SettlementState;

/** Payout periods hold exactly what was billed in them. */
final class SettlementCheck {

    private static final long SECONDS_A_DAY = 86_400;

    private static final class Earned {
        private final Sum reward = new Sum();
        private long requests;
    }

    private static final class Day {
        private final Sum charged = new Sum();
        private final Sum fees = new Sum();
        private final Map<ProviderId, Earned> earned = new HashMap<>();

        private List<Accrual> accruals() {
            return earned.entrySet().stream()
                    .map(e -> new Accrual(
                            e.getKey(), Nanoton.of(e.getValue().reward.value()), e.getValue().requests))
                    .sorted((a, b) ->
                            a.provider().value().compareTo(b.provider().value()))
                    .toList();
        }
    }

    private final SettlementDecider decider = new SettlementDecider();
    private final Map<PeriodId, SettlementState> periods = new HashMap<>();
    private final Map<Long, Day> days = new HashMap<>();
    private final Set<Long> closed = new HashSet<>();

    private final PayoutCheck payouts;
    private final DifferenceCheck differences = new DifferenceCheck();

    SettlementCheck(PayoutCheck payouts) {
        this.payouts = payouts;
    }

    /** A request was billed, whole or in part. */
    void billed(ProviderId provider, Charge charge, Instant at, Place place) {
        long number = Math.floorDiv(at.getEpochSecond(), SECONDS_A_DAY);
        if (closed.contains(number)) {
            throw place.wrong("settlement", "no bill in a closed period", LocalDate.ofEpochDay(number));
        }
        Day day = days.computeIfAbsent(number, _ -> new Day());
        day.charged.add(charge.cost().value());
        day.fees.add(charge.fee().value());
        Earned earned = day.earned.computeIfAbsent(provider, _ -> new Earned());
        earned.reward.add(charge.reward().value());
        earned.requests++;
    }

    void check(SettlementEvent event, Place place) {
        switch (event) {
            case SettlementEvent.PeriodClosed e -> closed(e, place);
            case SettlementEvent.BalancesCredited _,
                    SettlementEvent.PayoutScheduled _,
                    SettlementEvent.TransferOrdered _,
                    SettlementEvent.PayoutSubmitted _,
                    SettlementEvent.PayoutConfirmed _,
                    SettlementEvent.PayoutFailed _,
                    SettlementEvent.ExitRootOrdered _,
                    SettlementEvent.ExitRootSet _,
                    SettlementEvent.ExitOpened _,
                    SettlementEvent.ExitClaimed _ -> payouts.check(event, place);
            case SettlementEvent.DifferenceFound e -> differences.found(e, place);
            case SettlementEvent.DifferenceResolved e -> differences.resolved(e, place);
        }
    }

    private void closed(SettlementEvent.PeriodClosed e, Place place) {
        Sequences.onItsStream(e.period().value(), place);
        SettlementState state = periods.getOrDefault(e.period(), decider.initial());
        place.decided(
                decider.decide(
                        new SettlementCommand.ClosePeriod(
                                e.period(), e.from(), e.upTo(), e.charged(), e.fees(), e.accruals(), e.at()),
                        state),
                e);
        periods.put(e.period(), decider.evolve(state, e));
        payouts.closed(e);
        long number = Math.floorDiv(e.from().getEpochSecond(), SECONDS_A_DAY);
        closed.add(number);
        Day known = days.remove(number);
        Day day = known == null ? new Day() : known;
        agrees(day.charged, e.charged(), place);
        agrees(day.fees, e.fees(), place);
        List<Accrual> expected = day.accruals();
        place.require(expected.equals(e.accruals()), "settlement", expected, e.accruals());
    }

    private static void agrees(Sum expected, Nanoton found, Place place) {
        BigInteger sum = expected.value();
        place.require(sum.equals(BigInteger.valueOf(found.value())), "settlement", sum, found);
    }
}
