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
import java.util.TreeMap;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.settlement.SettlementState.Payouts;
import org.jspecify.annotations.Nullable;

/**
 * One schedule of an operator's acts, of a chain that takes what was ever sent when it likes, and of providers who claim as
 * soon as they can. An operator may be cut short between any two acts, be away for longer than the exit's delay, and hear of
 * the chain arbitrarily late. The exit and the wallet here do what the contracts' heads say, and no more.
 */
final class ExitSchedule {

    private static final String EXIT = "0:" + "e".repeat(64);
    private static final long DELAY = 1000;
    private static final ExitTerms TERMS = new ExitTerms(Bytes.of(new byte[32]), DELAY, -3, "0:" + "f".repeat(64));
    private static final int PROVIDERS = 4;

    /** A root on its way: it may be taken until then, however late and in whatever order. */
    private record SentRoot(ExitRoot root, long until) {}

    /** What the exit's history says. */
    private sealed interface Seen {
        long at();
    }

    private record SeenRoot(ExitRoot root, long at) implements Seen {}

    private record SeenClaim(int index, Payment leaf, long at) implements Seen {}

    private final SettlementDecider decider = new SettlementDecider();
    private final Random random;
    private SettlementState book = decider.initial();
    private long now = 1_000_000;
    private int day;

    private final List<SentRoot> sentRoots = new ArrayList<>();
    private final Map<Long, Batch> sentBatches = new TreeMap<>();
    private final Map<Long, Long> executed = new HashMap<>();
    private final Map<ProviderId, Long> earned = new HashMap<>();
    private final Map<ProviderId, Long> paid = new HashMap<>();

    private @Nullable ExitRoot standing;
    private long since;
    private final Set<Integer> claimed = new HashSet<>();
    private final List<Seen> history = new ArrayList<>();
    private int reported;

    int claims;
    int batchesAfterOpening;
    int given;

    ExitSchedule(long seed) {
        this.random = new Random(seed);
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            act(random.nextInt(24));
            nobodyIsPaidTwice();
        }
        settleAll();
    }

    private void act(int which) {
        switch (which) {
            case 0, 1 -> credit();
            case 2, 3 ->
                decide(new SettlementCommand.SchedulePayout(
                        Nanoton.of(1 + random.nextInt(60)), 1 + random.nextInt(3), payees(), at()));
            case 4, 5, 6 -> submit();
            case 7, 8 -> orderRoot();
            case 9, 10 -> sendRoot();
            case 11, 12 -> takeRoot();
            case 13, 14 -> takeBatch();
            case 15, 16, 17 -> report();
            case 18 -> reportOpen();
            case 19, 20 -> reportBatches();
            case 21 -> claim();
            case 22 -> now += random.nextInt(300);
            default -> now += random.nextInt(20) == 0 ? DELAY + random.nextInt(300) : random.nextInt(50);
        }
    }

    private Instant at() {
        return Instant.ofEpochSecond(now);
    }

    private static ProviderId provider(int n) {
        return new ProviderId("own_" + Integer.toString(n).repeat(32));
    }

    private static List<Payee> payees() {
        List<Payee> payees = new ArrayList<>();
        for (int i = 0; i < PROVIDERS; i++) {
            payees.add(new Payee(provider(i), "0:" + Integer.toString(i).repeat(64)));
        }
        return payees;
    }

    private Payouts payouts() {
        return PayoutBook.of(book);
    }

    private boolean decide(SettlementCommand command) {
        return switch (decider.decide(command, book)) {
            case Decision.Accepted<SettlementEvent> accepted -> {
                for (int i = 0; i < accepted.events().size(); i++) {
                    SettlementEvent event = accepted.events().get(i);
                    replayed(i == 0 ? command : givenUp(event), event);
                    book = decider.evolve(book, event);
                }
                yield true;
            }
            case Decision.AlreadyDone<SettlementEvent> _ -> false;
            case Decision.Rejected<SettlementEvent> rejected -> {
                assertThat(rejected.rejection().code())
                        .as(rejected.rejection().detail())
                        .isNotIn(SettlementRefusal.EXIT_CONTRADICTION, SettlementRefusal.PAYOUT_CONTRADICTION);
                yield false;
            }
        };
    }

    /** Beside the exit's opening: a batch that was never sent is over. */
    private SettlementCommand givenUp(SettlementEvent event) {
        given++;
        long batch = ((SettlementEvent.PayoutFailed) event).batch();
        assertThat(sentBatches).doesNotContainKey(batch);
        return new SettlementCommand.FailPayout(batch, PayoutFailure.EXIT_OPENED, null, Nanoton.ZERO, at());
    }

    /** An auditor has the events one by one, and must come to the same. */
    private void replayed(SettlementCommand command, SettlementEvent event) {
        assertThat(decider.decide(command, book)).isInstanceOfSatisfying(Decision.Accepted.class, it -> assertThat(
                        it.events().getFirst())
                .isEqualTo(event));
    }

    private void credit() {
        List<Accrual> accruals = new ArrayList<>();
        for (int i = 0; i < PROVIDERS; i++) {
            long reward = random.nextInt(50);
            if (reward > 0) {
                accruals.add(new Accrual(provider(i), Nanoton.of(reward), 1));
                earned.merge(provider(i), reward, Long::sum);
            }
        }
        PeriodId period = new PeriodId(LocalDate.EPOCH.plusDays(day++).toString());
        decide(new SettlementCommand.CreditBalances(period, accruals, at()));
    }

    private void submit() {
        for (Batch batch : payouts().open()) {
            if (batch.message() == null && random.nextBoolean()) {
                var message = new PayoutMessage(
                        Digest.sha256(), 1, at(), 1 + random.nextInt(200), 1, Digest.sha256(), Bytes.of(new byte[] {1
                        }));
                if (decide(new SettlementCommand.SubmitPayout(batch.number(), message, at()))) {
                    sentBatches.put(batch.number(), batch.submitted(message));
                }
            }
        }
    }

    private void orderRoot() {
        Exit exit = payouts().exit();
        decide(new SettlementCommand.OrderExitRoot(EXIT, TERMS, exit == null ? 1 : exit.ordered() + 1, payees(), at()));
    }

    private void sendRoot() {
        Exit exit = payouts().exit();
        if (exit != null && exit.underWay() != null) {
            sentRoots.add(new SentRoot(exit.underWay(), now + random.nextInt(2000)));
        }
    }

    private boolean isOpen() {
        return standing != null && now >= since + DELAY;
    }

    private void takeRoot() {
        if (sentRoots.isEmpty()) {
            return;
        }
        SentRoot sent = sentRoots.get(random.nextInt(sentRoots.size()));
        long number = standing == null ? 0 : standing.number();
        if (sent.until() > now && sent.root().number() > number && !isOpen()) {
            standing = sent.root();
            since = now;
            history.add(new SeenRoot(standing, now));
        }
    }

    private void takeBatch() {
        for (Batch batch : sentBatches.values()) {
            PayoutMessage message = batch.message();
            if (message != null
                    && !executed.containsKey(batch.number())
                    && at().isBefore(message.end())
                    && random.nextBoolean()) {
                executed.put(batch.number(), now);
                batch.payments()
                        .forEach(p -> paid.merge(p.provider(), p.amount().value(), Long::sum));
                if (isOpen()) {
                    batchesAfterOpening++;
                }
            }
        }
    }

    private void claim() {
        if (!isOpen() || standing == null) {
            return;
        }
        for (int i = 0; i < standing.owed().size(); i++) {
            if (random.nextBoolean() && claimed.add(i)) {
                Payment leaf = standing.owed().get(i);
                paid.merge(leaf.provider(), leaf.amount().value(), Long::sum);
                history.add(new SeenClaim(i, leaf, now));
                claims++;
            }
        }
    }

    /** One more of the exit's history, or one of what was reported before. */
    private void report() {
        int next = random.nextInt(4) == 0 && reported > 0 ? random.nextInt(reported) : reported;
        if (next < history.size()) {
            report(history.get(next));
            reported = Math.max(reported, next + 1);
        }
    }

    private void report(Seen seen) {
        var transaction = new WalletTransaction(seen.at(), Digest.sha256(), Instant.ofEpochSecond(seen.at()));
        switch (seen) {
            case SeenRoot it ->
                decide(new SettlementCommand.RecordExitRoot(
                        EXIT, it.root().number(), it.root().root(), transaction, at()));
            case SeenClaim it -> {
                Exit exit = payouts().exit();
                if (exit != null && exit.standing() != null) {
                    // A claim that was paid proves that it was open.
                    decide(new SettlementCommand.RecordExitOpen(
                            EXIT, exit.standing().number(), transaction.when(), at()));
                }
                decide(new SettlementCommand.RecordExitClaim(
                        EXIT, it.index(), it.leaf().address(), it.leaf().amount(), transaction, at()));
            }
        }
    }

    private void reportOpen() {
        Exit exit = payouts().exit();
        if (reported == history.size() && exit != null && exit.standing() != null) {
            decide(new SettlementCommand.RecordExitOpen(EXIT, exit.standing().number(), at(), at()));
        }
    }

    private void reportBatches() {
        for (Batch batch : payouts().open()) {
            PayoutMessage message = batch.message();
            if (message == null) {
                continue;
            }
            Long when = executed.get(batch.number());
            if (when != null) {
                var transaction = new WalletTransaction(when, Digest.sha256(), Instant.ofEpochSecond(when));
                decide(new SettlementCommand.ConfirmPayout(
                        batch.number(), transaction, transaction, Nanoton.ZERO, at()));
            } else if (!at().isBefore(message.end())) {
                decide(new SettlementCommand.FailPayout(
                        batch.number(), PayoutFailure.NEVER_EXECUTED, null, Nanoton.ZERO, at()));
            }
        }
    }

    private void nobodyIsPaidTwice() {
        paid.forEach((provider, amount) ->
                assertThat(amount).as("paid to %s", provider).isLessThanOrEqualTo(earned.getOrDefault(provider, 0L)));
    }

    /** The operator comes back for good: what is on chain is heard of, what is left is paid. Nothing is lost. */
    private void settleAll() {
        for (int i = 0; i < 400 && !isSettled(); i++) {
            now += 60;
            while (reported < history.size()) {
                report(history.get(reported++));
            }
            reportOpen();
            reportBatches();
            claim();
            decide(new SettlementCommand.SchedulePayout(Nanoton.of(1), 250, payees(), at()));
            orderRoot();
            sendRoot();
            takeRoot();
            submit();
            takeBatch();
            nobodyIsPaidTwice();
        }
        assertThat(paid).isEqualTo(earned);
        payouts().balances().forEach((provider, balance) -> {
            assertThat(balance.carried()).isEqualTo(Nanoton.ZERO);
            assertThat(balance.paid().value()).isEqualTo(paid.getOrDefault(provider, 0L));
        });
    }

    private boolean isSettled() {
        return payouts().open().isEmpty()
                && payouts().carried().isZero()
                && reported == history.size()
                && paid.equals(earned);
    }
}
