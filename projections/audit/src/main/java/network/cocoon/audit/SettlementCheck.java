package network.cocoon.audit;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.Accrual;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.domain.settlement.SettlementCommand;
import network.cocoon.domain.settlement.SettlementDecider;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.settlement.SettlementState;

/** Payout periods hold exactly what was completed in them. */
final class SettlementCheck {

    private static final class Day {
        private BigInteger charged = BigInteger.ZERO;
        private BigInteger fees = BigInteger.ZERO;
        private final Map<String, Accrual> accruals = new TreeMap<>();
    }

    private final SettlementDecider decider = new SettlementDecider();
    private final Map<PeriodId, SettlementState> periods = new HashMap<>();
    private final Map<PeriodId, Day> days = new HashMap<>();

    void completed(InferenceEvent.Completed e, Place place) {
        PeriodId period =
                new PeriodId(LocalDate.ofInstant(e.at(), ZoneOffset.UTC).toString());
        place.require(!periods.containsKey(period), "settlement", "no completion in a closed period", period);
        Day day = days.computeIfAbsent(period, _ -> new Day());
        day.charged = day.charged.add(BigInteger.valueOf(e.charge().cost().value()));
        day.fees = day.fees.add(BigInteger.valueOf(e.charge().fee().value()));
        day.accruals.merge(
                e.provider().value(),
                new Accrual(e.provider(), e.charge().reward(), 1),
                (a, b) -> new Accrual(a.provider(), a.reward().plus(b.reward()), a.requests() + b.requests()));
    }

    void check(SettlementEvent event, Place place) {
        switch (event) {
            case SettlementEvent.PeriodClosed e -> closed(e, place);
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
        Day day = days.getOrDefault(e.period(), new Day());
        place.require(Nanoton.of(day.charged).equals(e.charged()), "settlement", day.charged, e.charged());
        place.require(Nanoton.of(day.fees).equals(e.fees()), "settlement", day.fees, e.fees());
        List<Accrual> expected = List.copyOf(day.accruals.values());
        place.require(expected.equals(e.accruals()), "settlement", expected, e.accruals());
    }
}
