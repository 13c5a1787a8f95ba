package network.cocoon.domain.reconciliation;

import static network.cocoon.domain.settlement.DifferenceName.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.domain.settlement.DifferenceName;
import network.cocoon.domain.settlement.ExitLeaf;
import network.cocoon.domain.settlement.ExitTerms;
import network.cocoon.domain.settlement.Payment;
import network.cocoon.domain.settlement.WalletTransaction;
import org.junit.jupiter.api.Test;

/** An exit's history at random, and the log of it: what agrees, and every single lie under its own name. */
class ExitReconciliationTest {

    private static final Duration LONG = Duration.ofHours(1);

    @Property(tries = 300)
    void a_log_that_followed_everything_agrees(@ForAll long seed, @ForAll @IntRange(max = 20) int steps) {
        assertThat(new ExitStory(seed, steps).names()).isEmpty();
        assertThat(new ExitStory(seed, steps).open().names()).isEmpty();
    }

    @Property(tries = 200)
    void it_can_be_read_in_parts(@ForAll long seed, @ForAll @IntRange(max = 20) int steps, @ForAll int at) {
        ExitStory story = new ExitStory(seed, steps).open();
        int cut = Math.floorMod(at, story.moves.size());
        long lt = story.moves.get(cut).lt();
        ChainExit whole = story.chain(story.live());
        var first = new ChainExit(
                ExitStory.EXIT,
                story.now,
                whole.contract(),
                whole.balance(),
                whole.lastLt(),
                ExitTally.START,
                story.moves.subList(0, cut + 1),
                lt);
        ExitTally tally = ExitReconciliation.of(story.log(), first, ExitStory.WALLET, Bounds.PATIENCE)
                .tally();
        var rest = new ChainExit(
                ExitStory.EXIT,
                story.now,
                whole.contract(),
                whole.balance(),
                whole.lastLt(),
                tally,
                story.moves.subList(cut + 1, story.moves.size()),
                whole.historyEnd());
        assertThat(story.names(rest)).isEmpty();
    }

    /** Of a closed exit. */
    private static Map<DifferenceName, Consumer<ExitStory>> lies() {
        Map<DifferenceName, Consumer<ExitStory>> lies = new EnumMap<>(DifferenceName.class);
        lies.put(
                EXIT_TERMS_DIFFER,
                s -> s.terms =
                        new ExitTerms(s.terms.key(), s.terms.delaySeconds() + 1, s.terms.networkId(), s.terms.owner()));
        lies.put(EXIT_ROOT_UNKNOWN, s -> s.ordered.put((long) s.ordered.size(), ExitStory.digest("another")));
        lies.put(EXIT_ROOT_NEVER_REPORTED, s -> {
            s.set.remove((long) s.set.size());
            s.wait(LONG);
        });
        lies.put(EXIT_ROOT_NOT_ON_CHAIN, s -> s.set.put(99L, new WalletTransaction(5, ExitStory.digest("x"), s.now)));
        lies.put(
                RESERVE_NEVER_ARRIVED,
                s -> s.reserves.add(new LoggedExit.Reserve(
                        99, Nanoton.of(7), new WalletTransaction(6, ExitStory.digest("y"), s.now.minus(LONG)))));
        lies.put(RESERVE_NEVER_REPORTED, s -> {
            s.reserves.removeLast();
            s.wait(LONG);
        });
        lies.put(RESERVE_ASKED_FOR, s -> s.asked = s.now.plus(ExitStory.DELAY));
        lies.put(
                RESERVE_TAKEN,
                s -> s.move(
                        ExitMove.Kind.TAKEN,
                        1_000_000_000,
                        ExitStory.OWNER,
                        List.of(ExitStory.sent(ExitStory.OWNER, 3)),
                        null,
                        null));
        lies.put(EXIT_OPEN_IN_LOG_ONLY, s -> s.through = s.now);
        lies.put(EXIT_OPEN_ON_CHAIN_ONLY, s -> s.wait(ExitStory.DELAY.plus(LONG)));
        return lies;
    }

    /** Of an open one, of which the first leaf was claimed. */
    private static Map<DifferenceName, Consumer<ExitStory>> liesAboutClaims() {
        Map<DifferenceName, Consumer<ExitStory>> lies = new EnumMap<>(DifferenceName.class);
        lies.put(EXIT_CLAIM_NEVER_REPORTED, s -> {
            s.claims.remove(0);
            s.wait(LONG);
        });
        lies.put(
                EXIT_CLAIM_NOT_ON_CHAIN,
                s -> s.claims.put(
                        77,
                        new LoggedExit.Claim(Nanoton.of(5), new WalletTransaction(5, ExitStory.digest("z"), s.now))));
        lies.put(EXIT_CLAIMED_TWICE, s -> s.claim(0));
        lies.put(EXIT_PAYMENT_DIFFERS, s -> s.replace(ExitMove.Kind.CLAIM, m -> paying(m, ExitStory.OWNER)));
        lies.put(RESERVE_BELOW_CLAIMS, s -> {
            var more = new ArrayList<>(s.owed);
            more.add(more.getFirst());
            more.set(
                    more.size() - 1,
                    new Payment(
                            more.getFirst().provider(), more.getFirst().address(), Nanoton.of(10_000_000_000_000L)));
            s.owed = more;
        });
        return lies;
    }

    private static ExitMove paying(ExitMove m, String to) {
        return new ExitMove(
                m.lt(),
                m.hash(),
                m.when(),
                m.kind(),
                m.came(),
                m.from(),
                m.fee(),
                List.of(ExitStory.sent(to, m.total().value())),
                0,
                null,
                m.leaf());
    }

    @Property(tries = 100)
    void each_error_is_named(@ForAll long seed, @ForAll @IntRange(max = 12) int steps) {
        lies().forEach((name, lie) -> {
            ExitStory story = new ExitStory(seed, steps);
            lie.accept(story);
            assertThat(story.names()).as(name.name()).containsOnly(name);
        });
        liesAboutClaims().forEach((name, lie) -> {
            ExitStory story = new ExitStory(seed, steps).open();
            lie.accept(story);
            assertThat(story.names()).as(name.name()).contains(name);
        });
    }

    @Property(tries = 50)
    void each_wrong_state_is_named(@ForAll long seed, @ForAll @IntRange(max = 12) int steps) {
        ExitStory s = new ExitStory(seed, steps);
        assertThat(s.names(s.chain(new ExitContractState.None()))).containsExactly(EXIT_CONTRACT_MISSING);
        assertThat(s.names(s.chain(new ExitContractState.Frozen()))).containsExactly(EXIT_CONTRACT_MISSING);
        Digest code = ExitStory.digest("code");
        assertThat(s.names(s.chain(new ExitContractState.Foreign(code)))).containsExactly(EXIT_CONTRACT_FOREIGN);
        ExitContractState.Live live = s.live();
        assertThat(s.names(s.chain(
                        new ExitContractState.Live(live.terms(), live.number(), code, live.since(), Instant.EPOCH))))
                .containsExactly(EXIT_STATE_DIFFERS);
        Nanoton more = Nanoton.of(s.balance() + 1);
        assertThat(s.names(new ChainExit(ExitStory.EXIT, s.now, live, more, s.lt, ExitTally.START, s.moves, s.lt)))
                .containsExactly(EXIT_BALANCE_DIFFERS);
        var shown = new Reconciliation.Shown(List.of(), Optional.empty(), Optional.of(s.chain(live)), s.now);
        var nothing = new Reconciliation.Logged(List.of(), List.of(), Optional.empty());
        assertThat(Reconciliation.of(nothing, shown, EscrowStory.RULES, Bounds.PATIENCE))
                .extracting(Difference::name)
                .containsExactly(EXIT_UNKNOWN);
    }

    @Test
    void every_alarm_about_the_exit_was_tried() {
        Set<DifferenceName> tried = EnumSet.copyOf(lies().keySet());
        tried.addAll(liesAboutClaims().keySet());
        tried.addAll(Set.of(
                EXIT_CONTRACT_MISSING, EXIT_CONTRACT_FOREIGN, EXIT_STATE_DIFFERS, EXIT_BALANCE_DIFFERS, EXIT_UNKNOWN));
        assertThat(tried).containsExactlyInAnyOrderElementsOf(EnumSet.range(EXIT_CONTRACT_MISSING, EXIT_UNKNOWN));
    }

    @Test
    void what_is_new_is_explained() {
        ExitStory root = new ExitStory(1, 3);
        root.set.remove((long) root.set.size());
        assertThat(root.names()).containsExactly(EXIT_CHANGE_ON_ITS_WAY);
        // Ordered and set after the log was read.
        root.ordered.remove((long) root.ordered.size());
        assertThat(root.names()).containsExactly(EXIT_CHANGE_ON_ITS_WAY);

        ExitStory reserve = new ExitStory(2, 3);
        reserve.reserve();
        reserve.reserves.removeLast();
        assertThat(reserve.names()).containsExactly(RESERVE_ON_ITS_WAY);
        ExitStory left = new ExitStory(2, 3);
        left.reserves.add(
                new LoggedExit.Reserve(99, Nanoton.of(7), new WalletTransaction(6, ExitStory.digest("y"), left.now)));
        assertThat(left.names()).containsExactly(RESERVE_ON_ITS_WAY);

        ExitStory gift = new ExitStory(3, 3);
        gift.move(ExitMove.Kind.CAME, 5, ExitStory.OWNER, List.of(), null, null);
        assertThat(gift.names()).containsExactly(RESERVE_OF_OTHERS);

        ExitStory open = new ExitStory(4, 3).open();
        open.claims.remove(0);
        open.through = null;
        assertThat(open.names()).containsExactly(EXIT_CLAIM_ON_ITS_WAY, EXIT_OPENING_ON_ITS_WAY);

        ExitStory poor = new ExitStory(5, 0);
        poor.moves.removeFirst();
        poor.reserves.removeFirst();
        poor.move(ExitMove.Kind.CAME, 5_000_000, ExitStory.OWNER, List.of(), null, null);
        assertThat(poor.names()).containsExactlyInAnyOrder(RESERVE_OF_OTHERS, RESERVE_BELOW_ROOT);
    }

    @Test
    void another_transaction_and_another_amount_are_said() {
        ExitStory root = new ExitStory(6, 2);
        long last = root.set.size();
        WalletTransaction t = Objects.requireNonNull(root.set.get(last));
        root.set.put(last, new WalletTransaction(t.lt(), ExitStory.digest("other"), t.when()));
        assertThat(root.names()).containsExactly(TRANSACTION_REPLACED);

        ExitStory claim = new ExitStory(7, 2).open();
        LoggedExit.Claim said = Objects.requireNonNull(claim.claims.get(0));
        claim.claims.put(0, new LoggedExit.Claim(said.amount().plus(Nanoton.of(1)), said.transaction()));
        assertThat(claim.names()).containsExactly(FIGURES_DIFFER);
        ExitLeaf leaf = claim.leaf(0);
        claim.claims.put(
                0, new LoggedExit.Claim(leaf.owed(), new WalletTransaction(3, ExitStory.digest("o"), claim.now)));
        assertThat(claim.names()).containsExactly(TRANSACTION_REPLACED);
    }

    @Test
    void a_log_that_is_newer_than_the_state_is_explained() {
        ExitStory story = new ExitStory(8, 2);
        story.set.put(99L, new WalletTransaction(story.lt + 1, ExitStory.digest("new"), story.now.plusSeconds(5)));
        assertThat(story.names()).contains(LOG_AHEAD_OF_STATE).doesNotContain(EXIT_ROOT_NOT_ON_CHAIN);
        ChainExit chain = story.chain(story.live());
        var ahead = new ChainExit(
                ExitStory.EXIT,
                story.now,
                chain.contract(),
                Nanoton.of(1),
                story.lt + 1,
                ExitTally.START,
                story.moves,
                story.lt);
        assertThat(story.names(ahead)).contains(STATE_AHEAD_OF_HISTORY).doesNotContain(EXIT_BALANCE_DIFFERS);
    }
}
