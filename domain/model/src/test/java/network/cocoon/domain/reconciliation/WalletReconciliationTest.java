package network.cocoon.domain.reconciliation;

import static network.cocoon.domain.settlement.DifferenceName.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.domain.settlement.DifferenceName;
import network.cocoon.domain.settlement.WalletTransaction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The wallet's history at random, and the log of its batches. */
class WalletReconciliationTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final String WALLET = "0:" + "f".repeat(64);

    private static final class Story {
        private final Random random;
        private final List<LoggedBatch> batches = new ArrayList<>();
        private final List<WalletMove> moves = new ArrayList<>();
        private long lt = 10;
        private Instant now = START;

        private Story(long seed, int steps) {
            this.random = new Random(seed);
            gift(1_000_000_000_000L);
            pay(true);
            for (int i = 0; i < steps; i++) {
                switch (random.nextInt(4)) {
                    case 0 -> gift(1 + random.nextInt(1_000_000_000));
                    case 1 -> fail();
                    default -> pay(true);
                }
            }
        }

        private void gift(long nanoton) {
            moves.add(move(nanoton, null, null, null, List.of(), 0));
        }

        private WalletMove move(
                long came,
                @Nullable Digest order,
                @Nullable Digest list,
                @Nullable Digest caused,
                List<WalletMove.Sent> sent,
                long kept) {
            now = now.plusSeconds(1 + random.nextInt(600));
            lt += 1 + random.nextInt(100);
            return new WalletMove(
                    lt,
                    digest("transaction " + lt),
                    now,
                    Nanoton.of(came),
                    Nanoton.of(1 + random.nextInt(1_000_000)),
                    order,
                    list,
                    caused,
                    sent,
                    Nanoton.of(kept));
        }

        private List<WalletMove.Sent> payments() {
            List<WalletMove.Sent> payments = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                payments.add(new WalletMove.Sent(
                        "0:" + Integer.toString(i).repeat(64), Nanoton.of(1 + random.nextInt(1_000_000))));
            }
            return payments;
        }

        void pay(boolean confirm) {
            long number = batches.size() + 1L;
            List<WalletMove.Sent> payments = payments();
            Digest order = digest("order " + number);
            Digest list = digest("list " + number);
            WalletMove taken = move(0, order, list, null, List.of(), 1_000_000_000);
            WalletMove paid = move(1_000_000_000, null, null, list, payments, 0);
            moves.add(taken);
            moves.add(paid);
            LoggedBatch.Outcome outcome = confirm
                    ? new LoggedBatch.Confirmed(id(taken), id(paid), taken.fee().plus(paid.fee()))
                    : new LoggedBatch.Open();
            batches.add(new LoggedBatch(
                    number, payments, new LoggedBatch.Sent(order, now.plus(Duration.ofHours(1))), outcome));
        }

        private void fail() {
            long number = batches.size() + 1L;
            batches.add(new LoggedBatch(
                    number,
                    payments(),
                    new LoggedBatch.Sent(digest("order " + number), now),
                    new LoggedBatch.Failed()));
        }

        private ChainWallet chain(Instant seen) {
            long balance = moves.stream().mapToLong(WalletMove::net).sum();
            return new ChainWallet(WALLET, seen, Nanoton.of(balance), lt, 0, moves, lt);
        }

        private List<DifferenceName> names() {
            return names(now);
        }

        private List<DifferenceName> names(Instant seen) {
            return names(chain(seen));
        }

        private List<DifferenceName> names(ChainWallet chain) {
            return WalletReconciliation.of(batches, chain, Bounds.PATIENCE).stream()
                    .map(Difference::name)
                    .toList();
        }

        private int confirmed() {
            for (int i = batches.size() - 1; i >= 0; i--) {
                if (batches.get(i).outcome() instanceof LoggedBatch.Confirmed) {
                    return i;
                }
            }
            throw new IllegalStateException("one is confirmed");
        }

        private LoggedBatch.Confirmed outcome(int index) {
            return (LoggedBatch.Confirmed) batches.get(index).outcome();
        }

        private void change(LoggedBatch.Outcome outcome) {
            int i = confirmed();
            batches.set(i, batches.get(i).ended(outcome));
        }

        private WalletMove paid(int index) {
            long at = outcome(index).paid().lt();
            return moves.stream().filter(m -> m.lt() == at).findFirst().orElseThrow();
        }
    }

    private static WalletTransaction id(WalletMove move) {
        return new WalletTransaction(move.lt(), move.hash(), move.when());
    }

    private static Digest digest(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 500)
    void a_log_that_followed_everything_agrees(@ForAll long seed, @ForAll @IntRange(max = 30) int steps) {
        assertThat(new Story(seed, steps).names()).isEmpty();
    }

    @Property(tries = 200)
    void part_of_the_history_is_enough(@ForAll long seed, @ForAll @IntRange(max = 30) int steps, @ForAll int at) {
        Story story = new Story(seed, steps);
        List<LoggedBatch> confirmed = story.batches.stream()
                .filter(b -> b.outcome() instanceof LoggedBatch.Confirmed)
                .toList();
        var from = (LoggedBatch.Confirmed)
                confirmed.get(Math.floorMod(at, confirmed.size())).outcome();
        long after = from.paid().lt();
        ChainWallet whole = story.chain(story.now);
        var part = new ChainWallet(
                WALLET,
                story.now,
                whole.balance(),
                whole.lastLt(),
                after,
                story.moves.stream().filter(m -> m.lt() > after).toList(),
                whole.historyEnd());
        assertThat(story.names(part)).isEmpty();
    }

    private static Map<DifferenceName, Consumer<Story>> lies() {
        Map<DifferenceName, Consumer<Story>> lies = new EnumMap<>(DifferenceName.class);
        lies.put(PAYOUT_WITHOUT_TRANSACTION, s -> {
            WalletMove paid = s.paid(s.confirmed());
            s.moves.remove(paid);
        });
        lies.put(PAYMENTS_DIFFER, s -> {
            int i = s.confirmed();
            LoggedBatch b = s.batches.get(i);
            List<WalletMove.Sent> less = new ArrayList<>(b.payments());
            WalletMove.Sent p = less.removeLast();
            less.add(new WalletMove.Sent(p.to(), p.amount().plus(Nanoton.of(1))));
            s.batches.set(i, new LoggedBatch(b.number(), less, b.sent(), b.outcome()));
        });
        lies.put(PAYOUT_FEE_DIFFERS, s -> {
            LoggedBatch.Confirmed c = s.outcome(s.confirmed());
            s.change(new LoggedBatch.Confirmed(c.accepted(), c.paid(), c.fee().plus(Nanoton.of(1))));
        });
        lies.put(PAYOUT_AFTER_FAILURE, s -> s.change(new LoggedBatch.Failed()));
        lies.put(PAYOUT_NEVER_CONFIRMED, s -> {
            s.change(new LoggedBatch.Open());
            s.now = s.now.plus(Duration.ofHours(1));
        });
        lies.put(PAYOUT_OVERDUE, s -> {
            s.batches.add(new LoggedBatch(
                    99,
                    s.payments(),
                    new LoggedBatch.Sent(digest("lost"), s.now.minus(Duration.ofHours(1))),
                    new LoggedBatch.Open()));
        });
        lies.put(PAID_TWICE, s -> {
            WalletMove taken =
                    s.moves.stream().filter(m -> m.order() != null).findFirst().orElseThrow();
            s.moves.add(s.move(0, taken.order(), digest("again"), null, List.of(), 5));
        });
        lies.put(
                UNKNOWN_OUT_MESSAGE,
                s -> s.moves.add(s.move(
                        0, digest("nobody's"), null, null, List.of(new WalletMove.Sent(WALLET, Nanoton.of(3))), 0)));
        return lies;
    }

    @Property(tries = 200)
    void each_error_is_named(@ForAll long seed, @ForAll @IntRange(max = 20) int steps) {
        lies().forEach((name, lie) -> {
            Story story = new Story(seed, steps);
            lie.accept(story);
            assertThat(story.names()).as(name.name()).contains(name);
        });
        Story story = new Story(seed, steps);
        ChainWallet chain = story.chain(story.now);
        assertThat(story.names(new ChainWallet(
                        WALLET, story.now, chain.balance().plus(Nanoton.of(1)), story.lt, 0, story.moves, story.lt)))
                .containsExactly(WALLET_BALANCE_DIFFERS);
    }

    @Test
    void every_alarm_about_the_wallet_was_tried() {
        Set<DifferenceName> tried = EnumSet.copyOf(lies().keySet());
        tried.add(WALLET_BALANCE_DIFFERS);
        assertThat(tried)
                .containsExactlyInAnyOrderElementsOf(EnumSet.range(PAYOUT_WITHOUT_TRANSACTION, WALLET_BALANCE_DIFFERS));
    }

    @Test
    void a_batch_on_its_way_is_explained() {
        Story story = new Story(1, 3);
        story.pay(false);
        assertThat(story.names()).containsExactly(PAYOUT_ON_ITS_WAY);
        // The same before the wallet took it.
        story.moves.removeLast();
        story.moves.removeLast();
        assertThat(WalletReconciliation.of(story.batches, story.chain(story.now), Bounds.PATIENCE))
                .extracting(Difference::name)
                .contains(PAYOUT_ON_ITS_WAY);
    }
}
