package network.cocoon.domain.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.DeciderFixture;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.settlement.SettlementCommand.CreditBalances;
import network.cocoon.domain.settlement.SettlementCommand.FailPayout;
import network.cocoon.domain.settlement.SettlementCommand.OrderExitRoot;
import network.cocoon.domain.settlement.SettlementCommand.RecordExitClaim;
import network.cocoon.domain.settlement.SettlementCommand.RecordExitOpen;
import network.cocoon.domain.settlement.SettlementCommand.RecordExitRoot;
import network.cocoon.domain.settlement.SettlementCommand.SchedulePayout;
import network.cocoon.domain.settlement.SettlementCommand.SubmitPayout;
import network.cocoon.domain.settlement.SettlementState.Payouts;
import org.junit.jupiter.api.Test;

class ExitTest {

    private static final String EXIT = "0:" + "e".repeat(64);
    private static final Duration DELAY = Duration.ofDays(14);
    private static final ExitTerms TERMS =
            new ExitTerms(Bytes.of(new byte[32]), DELAY.toSeconds(), -3, "0:" + "f".repeat(64));
    private static final Instant NOW = Instant.parse("2026-11-21T00:05:00Z");
    private static final Instant OPENS = NOW.plus(DELAY);
    private static final ProviderId ONE = new ProviderId("own_" + "1".repeat(32));
    private static final ProviderId TWO = new ProviderId("own_" + "2".repeat(32));
    private static final String HOME = "0:" + "1".repeat(64);
    private static final Payee FIRST = new Payee(ONE, HOME);
    private static final List<Payee> ALL = List.of(FIRST, new Payee(TWO, "0:" + "2".repeat(64)));

    private final DeciderFixture<SettlementCommand, SettlementState, SettlementEvent> credited =
            DeciderFixture.of(new SettlementDecider()).given(credit("2026-11-19"));

    private static CreditBalances credit(String day) {
        return new CreditBalances(
                new PeriodId(day),
                List.of(new Accrual(ONE, Nanoton.of(50), 1), new Accrual(TWO, Nanoton.of(7), 1)),
                NOW);
    }

    private static OrderExitRoot order(long number) {
        return new OrderExitRoot(EXIT, TERMS, number, ALL, NOW);
    }

    private static RecordExitRoot stands(long number, long... owed) {
        return new RecordExitRoot(EXIT, number, root(owed), tx(), NOW);
    }

    private static Digest root(long... owed) {
        List<Payment> payments = new ArrayList<>();
        for (int i = 0; i < owed.length; i++) {
            if (owed[i] > 0) {
                payments.add(new Payment(ALL.get(i).provider(), ALL.get(i).address(), Nanoton.of(owed[i])));
            }
        }
        return ExitTree.of(payments).root();
    }

    private static WalletTransaction tx() {
        return new WalletTransaction(7, Digest.sha256(), NOW);
    }

    private static SchedulePayout schedule() {
        return new SchedulePayout(Nanoton.of(10), 250, List.of(FIRST), NOW);
    }

    private static SubmitPayout submit(long batch, Instant end) {
        Instant from = end.minusSeconds(3600);
        return new SubmitPayout(
                batch,
                new PayoutMessage(Digest.sha256(), 1, from, 3600, 6, Digest.sha256(), Bytes.of(new byte[] {1})),
                NOW);
    }

    private static Balance balance(SettlementState state, ProviderId provider) {
        return ((Payouts) state).balances().getOrDefault(provider, Balance.NOTHING);
    }

    @Test
    void aRootListsWhatIsCarriedAndNothingThatIsInABatch() {
        var event = (SettlementEvent.ExitRootOrdered)
                credited.thenAccepted(order(1)).getFirst();
        assertThat(event.root()).isEqualTo(root(50, 7));
        var scheduled = credited.given(schedule());
        assertThat(((SettlementEvent.ExitRootOrdered)
                                scheduled.thenAccepted(order(1)).getFirst())
                        .owed())
                .containsExactly(new Payment(TWO, ALL.getLast().address(), Nanoton.of(7)));
    }

    @Test
    void nobodyIsLeftOutOfARootAndTheExitIsOneForEver() {
        credited.thenRefused(new OrderExitRoot(EXIT, TERMS, 1, List.of(FIRST), NOW), SettlementRefusal.INVALID_ROOT);
        credited.thenRefused(new OrderExitRoot("EQ", TERMS, 1, ALL, NOW), SettlementRefusal.INVALID_ROOT);
        credited.thenRefused(
                new OrderExitRoot(EXIT, new ExitTerms(Bytes.EMPTY, 1, -3, HOME), 1, ALL, NOW),
                SettlementRefusal.INVALID_ROOT);
        credited.thenRefused(order(2), SettlementRefusal.ROOT_UNDER_WAY);
        var ordered = credited.given(order(1));
        ordered.thenAlreadyDone(order(1));
        ordered.thenRefused(order(2), SettlementRefusal.ROOT_UNDER_WAY);
        ordered.thenRefused(new OrderExitRoot(HOME, TERMS, 2, ALL, NOW), SettlementRefusal.EXIT_DIFFERS);
        credited.thenRefused(stands(1, 50, 7), SettlementRefusal.EXIT_DIFFERS);
    }

    @Test
    void aRootCountsOnceItStandsAndAnotherOneThanWasOrderedIsAContradiction() {
        var ordered = credited.given(order(1));
        ordered.thenRefused(stands(1, 51, 7), SettlementRefusal.EXIT_CONTRADICTION);
        ordered.thenRefused(stands(2, 50, 7), SettlementRefusal.EXIT_CONTRADICTION);
        var standing = ordered.given(stands(1, 50, 7));
        standing.thenAlreadyDone(stands(1, 50, 7));
        standing.thenRefused(stands(1, 51, 7), SettlementRefusal.EXIT_CONTRADICTION);
        standing.given(order(2)).given(stands(2, 50, 7)).thenAlreadyDone(stands(1, 50, 7));
    }

    @Test
    void aBatchIsFirstSentWhenARootWithoutItStandsAndItsMessageEndsBeforeTheExitCouldOpen() {
        var scheduled = credited.given(order(1)).given(stands(1, 50, 7)).given(schedule());
        scheduled.thenRefused(submit(1, NOW.plusSeconds(3600)), SettlementRefusal.ROOT_NOT_STANDING);
        var ordered = scheduled.given(order(2));
        ordered.thenRefused(submit(1, NOW.plusSeconds(3600)), SettlementRefusal.ROOT_NOT_STANDING);
        var standing = ordered.given(stands(2, 0, 7));
        standing.thenRefused(submit(1, OPENS.plusSeconds(1)), SettlementRefusal.EXIT_COULD_OPEN);
        standing.thenAccepted(submit(1, OPENS));
        // What is scheduled later waits for the next one.
        standing.given(credit("2026-11-20"))
                .given(schedule())
                .thenRefused(submit(2, NOW.plusSeconds(3600)), SettlementRefusal.ROOT_NOT_STANDING);
    }

    @Test
    void aBatchFromBeforeTheFirstRootWaitsForItToo() {
        var ordered = credited.given(schedule()).given(order(1));
        ordered.thenRefused(submit(1, NOW.plusSeconds(3600)), SettlementRefusal.ROOT_NOT_STANDING);
        ordered.given(stands(1, 0, 7)).thenAccepted(submit(1, OPENS));
    }

    @Test
    void aTransferOfTheOperatorWaitsForNoRoot() {
        var transfer = new Transfer(new TransferId("reserve"), EXIT, Nanoton.of(9), TransferPurpose.RESERVE, "");
        credited.given(order(1))
                .given(new SettlementCommand.OrderTransfer(transfer, NOW))
                .thenAccepted(submit(1, OPENS.plusSeconds(9)));
    }

    @Test
    void anOpenExitPaysWhatItsRootListsAndNoBatchDoes() {
        var standing = credited.given(order(1)).given(stands(1, 50, 7));
        standing.thenRefused(claim(0, 50), SettlementRefusal.EXIT_CLOSED);
        var unsent = standing.given(schedule()).given(order(2));
        unsent.thenRefused(open(OPENS.minusSeconds(1)), SettlementRefusal.EXIT_CLOSED);
        List<SettlementEvent> events = unsent.thenAccepted(open(OPENS));
        assertThat(events)
                .containsExactly(
                        new SettlementEvent.ExitOpened(EXIT, 1, OPENS, NOW),
                        new SettlementEvent.PayoutFailed(1, PayoutFailure.EXIT_OPENED, null, Nanoton.ZERO, NOW));
        var opened = unsent.given(open(OPENS));
        opened.thenAlreadyDone(open(OPENS));
        opened.thenRefused(stands(2, 0, 7), SettlementRefusal.EXIT_CONTRADICTION);
        opened.thenRefused(order(3), SettlementRefusal.EXIT_OPEN);
        opened.thenRefused(submit(1, NOW.plusSeconds(3600)), SettlementRefusal.BATCH_CLOSED);
        opened.thenRefused(schedule(), SettlementRefusal.NOTHING_DUE);
        opened.thenRefused(claim(0, 51), SettlementRefusal.EXIT_CONTRADICTION);
        opened.thenRefused(claim(2, 50), SettlementRefusal.EXIT_CONTRADICTION);
        var claimed = opened.given(claim(0, 50));
        claimed.thenAlreadyDone(claim(0, 50));
        assertThat(balance(claimed.state(), ONE))
                .isEqualTo(new Balance(Nanoton.of(50), Nanoton.of(50), Nanoton.ZERO, Nanoton.ZERO));
        // What was earned since is paid by batches, whose messages may end when they like.
        var again = claimed.given(credit("2026-11-20")).given(schedule());
        assertThat(balance(again.state(), ONE).scheduled()).isEqualTo(Nanoton.of(50));
        again.thenAccepted(submit(2, OPENS.plus(DELAY)));
    }

    private static RecordExitOpen open(Instant through) {
        return new RecordExitOpen(EXIT, 1, through, NOW);
    }

    private static RecordExitClaim claim(int index, long amount) {
        return new RecordExitClaim(EXIT, index, HOME, Nanoton.of(amount), tx(), NOW);
    }

    @Test
    void noBatchIsGivenUpForAnExitThatDoesNotPayWhatIsInIt() {
        var fail = new FailPayout(1, PayoutFailure.EXIT_OPENED, null, Nanoton.ZERO, NOW);
        credited.given(schedule()).thenRefused(fail, SettlementRefusal.PAYOUT_CONTRADICTION);
        var sent = credited.given(schedule())
                .given(order(1))
                .given(stands(1, 0, 7))
                .given(submit(1, OPENS));
        sent.given(open(OPENS)).thenRefused(fail, SettlementRefusal.PAYOUT_CONTRADICTION);
    }

    /** A failing one says its seed. */
    @Test
    void nobodyIsPaidTwiceAndNothingIsLostHoweverTheOperatorComesAndGoes() {
        int claims = 0;
        int given = 0;
        int late = 0;
        for (long seed = 0; seed < 1200; seed++) {
            ExitSchedule schedule = new ExitSchedule(seed);
            try {
                schedule.run(160);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
            claims += schedule.claims;
            given += schedule.given;
            late += schedule.batchesAfterOpening;
        }
        // The schedules reach what they are for.
        assertThat(claims).isGreaterThan(300);
        assertThat(given).isGreaterThan(50);
        assertThat(late).isGreaterThan(50);
    }
}
