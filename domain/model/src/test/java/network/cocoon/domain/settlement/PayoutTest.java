package network.cocoon.domain.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.DeciderFixture;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.settlement.SettlementCommand.ConfirmPayout;
import network.cocoon.domain.settlement.SettlementCommand.CreditBalances;
import network.cocoon.domain.settlement.SettlementCommand.FailPayout;
import network.cocoon.domain.settlement.SettlementCommand.SchedulePayout;
import network.cocoon.domain.settlement.SettlementCommand.SubmitPayout;
import network.cocoon.domain.settlement.SettlementState.Payouts;
import org.junit.jupiter.api.Test;

class PayoutTest {

    private static final Instant NOW = Instant.parse("2026-11-21T00:05:00Z");
    private static final WalletTransaction TAKEN = new WalletTransaction(7, Digest.sha256(), NOW);
    private static final List<Payee> ALL = List.of(payee(0), payee(1), payee(2), payee(3), payee(4));

    private final DeciderFixture<SettlementCommand, SettlementState, SettlementEvent> book =
            DeciderFixture.of(new SettlementDecider());
    private final DeciderFixture<SettlementCommand, SettlementState, SettlementEvent> credited =
            book.given(credit(0, 50, 100, 300));

    private static ProviderId provider(int n) {
        return new ProviderId("own_" + Integer.toString(n).repeat(32));
    }

    private static Payee payee(int n) {
        return new Payee(provider(n), "0:" + Integer.toString(n).repeat(64));
    }

    private static CreditBalances credit(int day, long... rewards) {
        List<Accrual> accruals = new ArrayList<>();
        for (int i = 0; i < rewards.length; i++) {
            if (rewards[i] > 0) {
                accruals.add(new Accrual(provider(i), Nanoton.of(rewards[i]), 1));
            }
        }
        PeriodId period = new PeriodId(LocalDate.EPOCH.plusDays(day).toString());
        return new CreditBalances(period, accruals, NOW);
    }

    private static SchedulePayout schedule(long threshold, int most) {
        return new SchedulePayout(Nanoton.of(threshold), most, ALL, NOW);
    }

    private static SubmitPayout submit(long batch, int queryId) {
        var message =
                new PayoutMessage(Digest.sha256(), queryId, NOW, 60, 6, Digest.sha256(), Bytes.of(new byte[] {1}));
        return new SubmitPayout(batch, message, NOW);
    }

    private static ConfirmPayout confirm(long batch) {
        return new ConfirmPayout(batch, TAKEN, TAKEN, Nanoton.of(3), NOW);
    }

    private static FailPayout fail(long batch) {
        return new FailPayout(batch, PayoutFailure.NEVER_EXECUTED, null, Nanoton.ZERO, NOW);
    }

    private static Balance balance(SettlementState state, int provider) {
        return ((Payouts) state).balances().getOrDefault(provider(provider), Balance.NOTHING);
    }

    @Test
    void aPeriodCountsOnce() {
        credited.thenAlreadyDone(credit(0, 50, 100, 300));
        credited.thenAlreadyDone(credit(0, 999));
        assertThat(balance(credited.given(credit(1, 5)).state(), 0).carried()).isEqualTo(Nanoton.of(55));
    }

    @Test
    void whoIsOwedTheThresholdIsPaidAllAndTheRestCarriesOver() {
        var event = (SettlementEvent.PayoutScheduled)
                credited.thenAccepted(schedule(100, 250)).getFirst();
        assertThat(event.payments())
                .containsExactly(
                        new Payment(provider(1), payee(1).address(), Nanoton.of(100)),
                        new Payment(provider(2), payee(2).address(), Nanoton.of(300)));
        var scheduled = credited.given(schedule(100, 250));
        scheduled.thenRefused(schedule(100, 250), SettlementRefusal.NOTHING_DUE);
        assertThat(balance(scheduled.state(), 0).carried()).isEqualTo(Nanoton.of(50));
        // What comes meanwhile waits for the next batch.
        assertThat(balance(scheduled.given(credit(1, 0, 7)).state(), 1))
                .isEqualTo(new Balance(Nanoton.of(107), Nanoton.ZERO, Nanoton.of(100), Nanoton.of(7)));
    }

    @Test
    void aBatchHasABound() {
        var event = (SettlementEvent.PayoutScheduled)
                credited.thenAccepted(schedule(1, 2)).getFirst();
        assertThat(event.payments()).hasSize(2);
        credited.thenRefused(schedule(0, 2), SettlementRefusal.INVALID_PAYOUT);
        credited.thenRefused(schedule(1, 0), SettlementRefusal.INVALID_PAYOUT);
        credited.thenRefused(schedule(1, 251), SettlementRefusal.INVALID_PAYOUT);
        Payee nowhere = new Payee(provider(1), "EQ");
        credited.thenRefused(
                new SchedulePayout(Nanoton.of(1), 5, List.of(nowhere), NOW), SettlementRefusal.INVALID_PAYOUT);
        credited.thenRefused(
                new SchedulePayout(Nanoton.of(1), 5, List.of(payee(2), payee(2)), NOW),
                SettlementRefusal.INVALID_PAYOUT);
    }

    @Test
    void ofTwoOperatorsOneMessageIsSent() {
        var scheduled = credited.given(schedule(100, 250));
        scheduled.thenRefused(confirm(1), SettlementRefusal.NOT_SUBMITTED);
        scheduled.thenRefused(submit(2, 5), SettlementRefusal.BATCH_UNKNOWN);
        scheduled.thenRefused(submit(1, 1 << 23), SettlementRefusal.INVALID_MESSAGE);
        var submitted = scheduled.given(submit(1, 5));
        submitted.thenAlreadyDone(submit(1, 6));
        PayoutMessage kept = ((Payouts) submitted.state()).open().getFirst().message();
        assertThat(kept).isEqualTo(submit(1, 5).message());
    }

    @Test
    void whatFailedIsOwedAgainAndPaidOnce() {
        var failed = credited.given(schedule(100, 250)).given(submit(1, 5)).given(fail(1));
        failed.thenAlreadyDone(fail(1));
        failed.thenRefused(confirm(1), SettlementRefusal.PAYOUT_CONTRADICTION);
        failed.thenRefused(submit(1, 6), SettlementRefusal.BATCH_CLOSED);
        assertThat(balance(failed.state(), 1).carried()).isEqualTo(Nanoton.of(100));
        var paid = failed.given(schedule(100, 250)).given(submit(2, 6)).given(confirm(2));
        paid.thenAlreadyDone(confirm(2));
        paid.thenRefused(fail(2), SettlementRefusal.PAYOUT_CONTRADICTION);
        paid.thenRefused(schedule(100, 250), SettlementRefusal.NOTHING_DUE);
        assertThat(balance(paid.state(), 2).paid()).isEqualTo(Nanoton.of(300));
    }

    /** Over any history with repeats: accrued = paid + scheduled + carried, and the chain paid what the book says. */
    @Property(tries = 200)
    void nothingIsLostOrPaidTwice(@ForAll long seed) {
        Random random = new Random(seed);
        var decider = new SettlementDecider();
        SettlementState state = decider.initial();
        Map<ProviderId, Long> earned = new HashMap<>();
        Map<ProviderId, Long> onChain = new HashMap<>();
        Set<Long> ended = new HashSet<>();
        Map<Long, List<Payment>> batches = new HashMap<>();
        for (int i = 0; i < 150; i++) {
            long batch = 1L + random.nextInt(batches.size() + 1);
            SettlementCommand command =
                    switch (random.nextInt(5)) {
                        case 0 ->
                            credit(random.nextInt(40), random.nextInt(90), random.nextInt(90), random.nextInt(900));
                        case 1 -> schedule(1 + random.nextInt(200), 1 + random.nextInt(3));
                        case 2 -> submit(batch, random.nextInt(1000));
                        case 3 -> confirm(batch);
                        default -> fail(batch);
                    };
            if (decider.decide(command, state) instanceof Decision.Accepted<SettlementEvent> accepted) {
                SettlementEvent event = accepted.events().getFirst();
                state = decider.evolve(state, event);
                switch (event) {
                    case SettlementEvent.BalancesCredited e ->
                        e.accruals()
                                .forEach(a ->
                                        earned.merge(a.provider(), a.reward().value(), Long::sum));
                    case SettlementEvent.PayoutScheduled e -> batches.put(e.batch(), e.payments());
                    case SettlementEvent.PayoutConfirmed e -> {
                        assertThat(ended.add(e.batch())).isTrue();
                        batches.getOrDefault(e.batch(), List.of())
                                .forEach(p ->
                                        onChain.merge(p.provider(), p.amount().value(), Long::sum));
                    }
                    case SettlementEvent.PayoutFailed e ->
                        assertThat(ended.add(e.batch())).isTrue();
                    case SettlementEvent.PayoutSubmitted _,
                            SettlementEvent.TransferOrdered _,
                            SettlementEvent.PeriodClosed _,
                            SettlementEvent.ExitRootOrdered _,
                            SettlementEvent.ExitRootSet _,
                            SettlementEvent.ExitOpened _,
                            SettlementEvent.ExitClaimed _,
                            SettlementEvent.DifferenceFound _,
                            SettlementEvent.DifferenceResolved _ -> {}
                }
            }
            Payouts now = PayoutBook.of(state);
            now.balances().forEach((provider, balance) -> {
                assertThat(balance.accrued().value()).isEqualTo(earned.get(provider));
                assertThat(balance.paid().value()).isEqualTo(onChain.getOrDefault(provider, 0L));
                long underWay = now.open().stream()
                        .flatMap(b -> b.payments().stream())
                        .filter(p -> p.provider().equals(provider))
                        .mapToLong(p -> p.amount().value())
                        .sum();
                assertThat(balance.scheduled().value()).isEqualTo(underWay);
            });
        }
    }
}
