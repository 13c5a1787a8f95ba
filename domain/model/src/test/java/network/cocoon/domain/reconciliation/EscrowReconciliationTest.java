package network.cocoon.domain.reconciliation;

import static network.cocoon.domain.reconciliation.EscrowStory.ADDRESS;
import static network.cocoon.domain.reconciliation.EscrowStory.APP;
import static network.cocoon.domain.reconciliation.EscrowStory.KEY;
import static network.cocoon.domain.reconciliation.EscrowStory.OPENING;
import static network.cocoon.domain.reconciliation.EscrowStory.RULES;
import static network.cocoon.domain.settlement.DifferenceName.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.account.EscrowTransaction;
import network.cocoon.domain.account.SignedVoucher;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.domain.settlement.DifferenceName;
import org.junit.jupiter.api.Test;

/** What agrees is silent; each thing that is wrong has its name. */
class EscrowReconciliationTest {

    private static final Duration PATIENCE = Bounds.PATIENCE;

    private static List<DifferenceName> names(LoggedEscrow log, ChainEscrow chain) {
        return EscrowReconciliation.of(log, chain, RULES, PATIENCE).stream()
                .map(Difference::name)
                .toList();
    }

    @Property(tries = 500)
    void a_log_that_followed_everything_agrees(@ForAll long seed, @ForAll @IntRange(max = 40) int steps) {
        EscrowStory story = EscrowStory.of(seed, steps, seed % 2 == 0);
        assertThat(names(story.logged(), story.chain())).isEmpty();
    }

    @Property(tries = 500)
    void a_log_that_is_behind_is_explained_while_that_is_young(
            @ForAll long seed, @ForAll @IntRange(max = 40) int steps, @ForAll @IntRange(min = 1) int behind) {
        EscrowStory story = EscrowStory.of(seed, steps, seed % 2 == 0);
        int known = story.moves.size() - 1 - behind % story.moves.size();
        // Only what happened within the patience of the newest block is missing.
        while (known < story.moves.size() - 1
                && story.moves
                        .get(known)
                        .transaction()
                        .when()
                        .isBefore(story.now().minusSeconds(600))) {
            known++;
        }
        assertThat(names(story.logged(known), story.chain()))
                .isNotEmpty()
                .allMatch(name -> name.grade() == DifferenceName.Grade.EXPLAINED);
    }

    @Property(tries = 500)
    void a_log_that_stays_behind_alarms_and_the_balance_adds_up_all_the_same(
            @ForAll long seed, @ForAll @IntRange(max = 40) int steps, @ForAll @IntRange(min = 1) int behind) {
        EscrowStory story = EscrowStory.of(seed, steps, seed % 2 == 0);
        int known = story.moves.size() - 1 - behind % story.moves.size();
        ChainEscrow later =
                story.chain(story.moves, story.balance(), story.now().plus(Duration.ofHours(2)));
        List<DifferenceName> names = names(story.logged(known), later);
        assertThat(names).hasSize(story.moves.size() - known);
        assertThat(names)
                .allMatch(name -> List.of(DEPOSIT_NEVER_CREDITED, REDEMPTION_NEVER_REPORTED, CHANGE_NEVER_REPORTED)
                        .contains(name));
    }

    /** A way to be wrong: from an honest story, what the log says and the chain shows. */
    private interface Lie extends BiFunction<EscrowStory, Integer, Pair> {}

    private record Pair(LoggedEscrow log, ChainEscrow chain) {}

    private static Map<DifferenceName, Lie> lies() {
        Map<DifferenceName, Lie> lies = new EnumMap<>(DifferenceName.class);
        lies.put(CREDIT_WITHOUT_DEPOSIT, (s, at) -> invented(s, 77));
        lies.put(TRANSACTION_NOT_ON_CHAIN, (s, at) -> invented(s, 0));
        lies.put(
                TRANSACTION_REPLACED,
                (s, at) -> changed(
                        s,
                        at,
                        t -> new EscrowTransaction(t.lt(), Digest.sha256(), t.when(), t.came(), t.left(), t.fees())));
        lies.put(
                FIGURES_DIFFER,
                (s, at) -> changed(
                        s,
                        at,
                        t -> new EscrowTransaction(
                                t.lt(),
                                t.hash(),
                                t.when(),
                                t.came().plus(Nanoton.of(1)),
                                t.left(),
                                t.fees().plus(Nanoton.of(1)))));
        lies.put(
                CLAIMED_MORE_ON_CHAIN, (s, at) -> contract(s, new Contract.Live(OPENING, Nanoton.of(s.claimed() + 1))));
        lies.put(
                CLAIMED_LESS_ON_CHAIN,
                (s, at) -> new Pair(
                        with(
                                s.logged(),
                                s.logged().held().value(),
                                s.claimed() + 1,
                                s.logged().promised().value() + 1),
                        s.chain()));
        lies.put(CONTRACT_FOREIGN, (s, at) -> contract(s, new Contract.Foreign(Digest.sha256())));
        lies.put(
                CONTRACT_MISSING,
                (s, at) -> new Pair(
                        with(
                                s.logged(),
                                s.logged().held().value(),
                                s.claimed() + 1,
                                s.logged().promised().value() + 1),
                        contract(s, new Contract.Frozen()).chain()));
        lies.put(
                TERMS_DIFFER,
                (s, at) -> contract(
                        s,
                        new Contract.Live(
                                new EscrowOpening(-3, 8, OPENING.payer(), OPENING.payee(), KEY, OPENING.expiry(), 3600),
                                Nanoton.of(s.claimed()))));
        byte[] other = new byte[32];
        other[0] = 1;
        lies.put(
                VOUCHER_KEY_DIFFERS,
                (s, at) -> contract(
                        s,
                        new Contract.Live(
                                new EscrowOpening(
                                        -3,
                                        7,
                                        OPENING.payer(),
                                        OPENING.payee(),
                                        Bytes.of(other),
                                        OPENING.expiry(),
                                        3600),
                                Nanoton.of(s.claimed()))));
        lies.put(CLOSED_ON_CHAIN_ONLY, (s, at) -> contract(s, new Contract.Ended(OPENING)));
        lies.put(OPEN_ON_CHAIN_ONLY, (s, at) -> new Pair(closed(s.logged()), s.chain()));
        lies.put(
                BALANCE_DIFFERS,
                (s, at) -> new Pair(
                        s.logged(), s.chain(s.moves, s.balance() + 1, s.now().plusSeconds(5))));
        lies.put(BALANCE_BELOW_PROMISES, (s, at) -> {
            LoggedEscrow log = s.logged();
            long promised = s.claimed() + s.balance() - Bounds.KEPT_FOR_RENT.value() + 1;
            return new Pair(with(log, log.held().value(), s.claimed(), promised), s.chain());
        });
        lies.put(VOUCHER_NOT_SIGNED, (s, at) -> {
            List<SignedVoucher> forged = new ArrayList<>(s.logged().vouchers());
            SignedVoucher last = forged.removeLast();
            forged.add(new SignedVoucher(last.cumulative(), last.validUntil(), Bytes.EMPTY, null));
            return new Pair(with(s.logged(), forged), s.chain());
        });
        return lies;
    }

    @Property(tries = 300)
    void each_error_is_named(@ForAll long seed, @ForAll @IntRange(max = 20) int steps, @ForAll int at) {
        lies().forEach((name, lie) -> {
            EscrowStory story = EscrowStory.of(seed, steps, false);
            Pair pair = lie.apply(story, Math.floorMod(at, story.moves.size()));
            assertThat(names(pair.log(), pair.chain())).as(name.name()).contains(name);
        });
    }

    @Test
    void every_alarm_about_an_escrow_was_tried() {
        Set<DifferenceName> tried = EnumSet.copyOf(lies().keySet());
        // These by the tests above and below.
        tried.addAll(EnumSet.range(DEPOSIT_NEVER_CREDITED, CHANGE_NEVER_REPORTED));
        tried.addAll(EnumSet.range(ESCROW_NOT_IN_STATE, ESCROW_UNKNOWN));
        assertThat(tried).containsExactlyInAnyOrderElementsOf(EnumSet.range(DEPOSIT_NEVER_CREDITED, ESCROW_UNKNOWN));
    }

    @Test
    void fees_may_take_from_the_margin_and_no_more() {
        EscrowStory story = EscrowStory.of(1, 0, false);
        LoggedEscrow log = story.logged();
        long all = story.claimed() + story.balance();
        LoggedEscrow tight = with(log, log.held().value(), story.claimed(), all - Bounds.KEPT_FOR_RENT.value());
        assertThat(names(tight, story.chain())).containsExactly(FEES_FROM_MARGIN);
        LoggedEscrow roomy = with(log, log.held().value(), story.claimed(), all - Bounds.MARGIN.value());
        assertThat(names(roomy, story.chain())).isEmpty();
    }

    @Test
    void a_state_with_what_does_not_count_yet_is_not_judged() {
        EscrowStory story = EscrowStory.of(2, 5, false);
        ChainEscrow now = story.chain();
        var ahead = new ChainEscrow(
                now.address(),
                now.seen(),
                now.contract(),
                Nanoton.of(1),
                now.lastLt() + 1,
                0,
                now.moves(),
                now.historyEnd());
        assertThat(names(story.logged(), ahead)).containsExactly(STATE_AHEAD_OF_HISTORY);
    }

    @Test
    void a_log_that_is_newer_than_the_state_is_explained() {
        EscrowStory story = EscrowStory.of(3, 5, false);
        List<ChainMove> before = story.moves.subList(0, story.moves.size() - 1);
        long held = before.stream().mapToLong(ChainMove::net).sum();
        Instant seen = before.getLast().transaction().when();
        assertThat(names(story.logged(), story.chain(before, held, seen))).containsExactly(LOG_AHEAD_OF_STATE);
    }

    @Test
    void what_only_one_side_knows_is_said() {
        EscrowStory story = EscrowStory.of(4, 5, false);
        Instant now = story.now();
        assertThat(of(List.of(story.logged()), List.of(), now))
                .singleElement()
                .extracting(Difference::name)
                .isEqualTo(ESCROW_NOT_IN_STATE);
        assertThat(of(List.of(), List.of(story.chain()), now))
                .singleElement()
                .extracting(Difference::name)
                .isEqualTo(ESCROW_UNKNOWN);
    }

    private static List<Difference> of(List<LoggedEscrow> log, List<ChainEscrow> chain, Instant now) {
        return Reconciliation.of(
                new Reconciliation.Logged(log, List.of(), Optional.empty()),
                new Reconciliation.Shown(chain, Optional.empty(), Optional.empty(), now),
                RULES,
                PATIENCE);
    }

    private static Pair invented(EscrowStory s, long came) {
        LoggedEscrow log = s.logged();
        List<LoggedTransaction> all = new ArrayList<>(log.transactions());
        all.addFirst(LoggedTransaction.of(EscrowStory.transaction(3, EscrowStory.START, came, 0, 0)));
        return new Pair(
                new LoggedEscrow(
                        APP,
                        ADDRESS,
                        OPENING,
                        KEY,
                        log.held().plus(Nanoton.of(came)),
                        log.claimed(),
                        log.promised(),
                        log.vouchers(),
                        false,
                        all,
                        0),
                s.chain());
    }

    private interface Change {
        EscrowTransaction of(EscrowTransaction t);
    }

    private static Pair changed(EscrowStory s, int at, Change change) {
        LoggedEscrow log = s.logged();
        List<LoggedTransaction> all = new ArrayList<>(log.transactions());
        all.set(at, LoggedTransaction.of(change.of(s.moves.get(at).transaction())));
        return new Pair(
                new LoggedEscrow(
                        APP,
                        ADDRESS,
                        OPENING,
                        KEY,
                        log.held(),
                        log.claimed(),
                        log.promised(),
                        log.vouchers(),
                        false,
                        all,
                        0),
                s.chain());
    }

    private static Pair contract(EscrowStory s, Contract contract) {
        ChainEscrow c = s.chain();
        return new Pair(
                s.logged(),
                new ChainEscrow(
                        c.address(), c.seen(), contract, c.balance(), c.lastLt(), 0, c.moves(), c.historyEnd()));
    }

    private static LoggedEscrow with(LoggedEscrow log, long held, long claimed, long promised) {
        return new LoggedEscrow(
                APP,
                ADDRESS,
                OPENING,
                KEY,
                Nanoton.of(held),
                Nanoton.of(claimed),
                Nanoton.of(promised),
                log.vouchers(),
                false,
                log.transactions(),
                0);
    }

    private static LoggedEscrow with(LoggedEscrow log, List<SignedVoucher> vouchers) {
        return new LoggedEscrow(
                APP,
                ADDRESS,
                OPENING,
                KEY,
                log.held(),
                log.claimed(),
                log.promised(),
                vouchers,
                false,
                log.transactions(),
                0);
    }

    private static LoggedEscrow closed(LoggedEscrow log) {
        return new LoggedEscrow(
                APP,
                ADDRESS,
                OPENING,
                KEY,
                log.held(),
                log.claimed(),
                log.claimed(),
                List.of(),
                true,
                log.transactions(),
                0);
    }
}
