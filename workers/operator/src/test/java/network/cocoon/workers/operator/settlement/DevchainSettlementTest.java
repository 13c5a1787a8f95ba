package network.cocoon.workers.operator.settlement;

import static network.cocoon.workers.operator.settlement.LocalChain.TON;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.settlement.TransferId;
import network.cocoon.wire.escrow.EscrowTerms;
import network.cocoon.wire.escrow.Promise;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.EscrowMessages;
import network.cocoon.workers.operator.contract.EscrowState;
import network.cocoon.workers.operator.contract.HighloadWallet;
import network.cocoon.workers.operator.contract.HighloadWallet.Payment;
import network.cocoon.workers.operator.contract.HighloadWallet.QueryId;
import network.cocoon.workers.operator.contract.InitialState;
import network.cocoon.workers.operator.contract.Messages;
import network.cocoon.workers.operator.gateway.ConfirmationPolicy;
import network.cocoon.workers.operator.gateway.NetworkGateway;
import network.cocoon.workers.operator.port.Alarm;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.EscrowSeen;
import network.cocoon.workers.operator.port.Payout;
import network.cocoon.workers.operator.port.SendAnswer;
import network.cocoon.workers.operator.port.WatchedEscrow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The workers over HTTP against a local chain: the contracts themselves run, on the real TVM. */
class DevchainSettlementTest {

    private final SigningKey operator = Simulation.key(3);
    private final SigningKey payer = Simulation.key(4);
    private final SigningKey owner = Simulation.key(5);
    private final PayoutWallet wallet = new PayoutWallet(
            new HighloadWallet(operator.publicKey(), HighloadWallet.SUBWALLET, Duration.ofHours(1)), operator);
    private final HighloadWallet payerWallet =
            new HighloadWallet(payer.publicKey(), HighloadWallet.SUBWALLET, Duration.ofHours(1));

    private LocalChain chain;
    private NetworkGateway gateway;
    private SimBooks books = new SimBooks();
    private int query;

    @BeforeEach
    void start() throws IOException {
        chain = new LocalChain(Optional.empty());
        gateway = chain.gateway(ConfirmationPolicy.AT_ONCE);
    }

    @AfterEach
    void stop() throws IOException {
        gateway.close();
        chain.close();
    }

    @Test
    void a_change_of_the_key_is_seen_from_asking_to_carrying_out() {
        EscrowTerms terms = new EscrowTerms(chain.now().plus(Duration.ofDays(300)), -3, 2, Duration.ofHours(24));
        EscrowState opening = EscrowState.opening(terms, owner.publicKey(), wallet.address(), payerWallet.address());
        WatchedEscrow escrow = new WatchedEscrow(new AccountId("app_" + "2".repeat(32)), opening);
        books.watch(escrow);
        chain.give(payerWallet.address(), 50 * TON);
        TonAddress elsewhere = Simulation.address("elsewhere");
        gateway.send(payerWallet.pay(
                payer,
                new QueryId(0, query++),
                chain.now().minusSeconds(1),
                List.of(new Payment(elsewhere, Nanoton.of(TON), Cell.EMPTY)),
                true));
        fromPayer(escrow.address(), 3 * TON, EscrowMessages.topUp(), opening.initial());
        fromPayer(escrow.address(), TON / 10, EscrowMessages.askToChangeKey(payer.publicKey()), null);
        // As nobody's wallet would write it, and as the contract takes it: it only takes back what was asked before.
        Cell unusable = CellBuilder.begin()
                .uint(0x434F0102L, 32)
                .maybeRef(Cell.EMPTY)
                .uint(7, 9)
                .end();
        fromPayer(escrow.address(), TON / 10, unusable, null);
        fromPayer(escrow.address(), TON / 10, EscrowMessages.askToChangeKey(operator.publicKey()), null);
        chain.chain().advance(25 * 3600);
        fromPayer(escrow.address(), TON / 10, EscrowMessages.finish(), null);
        new EscrowFollower(gateway, books, books, books).round();
        List<EscrowSeen> facts = List.copyOf(books.facts(escrow.address()).values());
        assertThat(facts)
                .extracting(f -> f.getClass().getSimpleName())
                .containsExactly("Deposited", "KeyChangeAsked", "KeyChangeAsked", "KeyChangeAsked", "KeyChanged");
        assertThat(books.opened(escrow.address()))
                .contains(facts.getFirst().tx().id());
        assertThat(facts.subList(1, 4))
                .extracting(f -> ((EscrowSeen.KeyChangeAsked) f).newKey())
                .containsExactly(payer.publicKey(), Bytes.EMPTY, operator.publicKey());
        EscrowState now =
                EscrowState.of(gateway.account(escrow.address()).data().orElseThrow());
        assertThat(now.voucherKey()).isEqualTo(operator.publicKey());
    }

    @Test
    void an_app_pays_in_its_vouchers_are_redeemed_and_it_leaves() {
        EscrowTerms terms = new EscrowTerms(chain.now().plus(Duration.ofDays(300)), -3, 1, Duration.ofHours(24));
        EscrowState opening = EscrowState.opening(terms, owner.publicKey(), wallet.address(), payerWallet.address());
        WatchedEscrow escrow = new WatchedEscrow(new AccountId("app_" + "1".repeat(32)), opening);
        books.watch(escrow);
        EscrowFollower follower = new EscrowFollower(gateway, books, books, books);
        Redeemer redeemer = new Redeemer(gateway, books, books, RedeemPolicy.USUAL);
        follower.round();
        assertThat(books.facts(escrow.address())).isEmpty();

        chain.give(payerWallet.address(), 50 * TON);
        gateway.send(payerWallet.pay(
                payer,
                new QueryId(0, query++),
                chain.now().minusSeconds(1),
                List.of(new Payment(escrow.address(), Nanoton.of(TON), Cell.EMPTY)),
                true));
        fromPayer(escrow.address(), 5 * TON, EscrowMessages.topUp(), opening.initial());
        follower.round();
        follower.round();
        assertThat(books.alarms()).isEmpty();
        assertThat(books.facts(escrow.address()).values())
                .hasSize(2)
                .allMatch(EscrowSeen.Deposited.class::isInstance)
                .extracting(f -> f.came().value())
                .containsExactly(TON, 5 * TON);

        books.accept(escrow.address(), opening.keys(escrow.address()).sign(owner, promise(2 * TON)));
        redeemer.round();
        redeemer.round();
        follower.round();
        EscrowSeen last = last(escrow);
        assertThat(last).isInstanceOfSatisfying(EscrowSeen.Redeemed.class, r -> assertThat(r.claimed())
                .isEqualTo(Nanoton.of(2 * TON)));
        assertThat(chain.balance(wallet.address())).isEqualTo(last.left().value());

        // Below the threshold a voucher waits; a close makes it due at once.
        books.accept(escrow.address(), opening.keys(escrow.address()).sign(owner, promise(2 * TON + TON / 2)));
        redeemer.round();
        follower.round();
        assertThat(last(escrow)).isEqualTo(last);
        fromPayer(escrow.address(), TON / 20, EscrowMessages.askToClose(), null);
        follower.round();
        assertThat(last(escrow)).isInstanceOf(EscrowSeen.CloseAsked.class);
        redeemer.round();
        follower.round();
        assertThat(last(escrow)).isInstanceOf(EscrowSeen.Redeemed.class);
        chain.chain().advance(25 * 3600);
        fromPayer(escrow.address(), TON / 20, EscrowMessages.finish(), null);
        fromPayer(escrow.address(), TON / 20, EscrowMessages.topUp(), null);
        follower.round();
        assertThat(books.facts(escrow.address()).values())
                .extracting(f -> f.getClass().getSimpleName())
                .endsWith("Closed", "Passed");
        long sum = books.facts(escrow.address()).values().stream()
                .mapToLong(
                        f -> f.came().value() - f.left().value() - f.tx().fee().value())
                .sum();
        assertThat(sum).as("the books know the balance to the nanoton").isEqualTo(chain.balance(escrow.address()));
        assertThat(books.alarms()).isEmpty();
    }

    @Test
    void three_hundred_providers_are_paid_by_two_messages() throws IOException {
        List<Payout> payouts = payouts(300);
        books.schedule("2027-01-15.1", payouts.subList(0, 250));
        books.schedule("2027-01-15.2", payouts.subList(250, 300));
        sender().round();
        assertThat(books.alarms()).containsExactly(Alarm.WALLET_UNDERFUNDED);
        chain.give(wallet.address(), 400 * TON);
        sender().round();
        // Another process, which knows the books only; what was sent is sent again and paid once.
        gateway.close();
        gateway = chain.gateway(ConfirmationPolicy.AT_ONCE);
        sender().round();
        assertThat(books.settled()).isTrue();
        sender().round();
        for (Payout payout : payouts) {
            assertThat(chain.balance(payout.to())).isEqualTo(payout.amount().value());
        }
        assertThat(gateway.transactions(wallet.address(), Cursor.START, 100).transactions())
                .as("a gift, and twice a message and its list")
                .hasSize(5);
    }

    @Test
    void a_transfer_leaves_what_providers_are_owed_or_is_given_up() {
        chain.give(wallet.address(), 20 * TON);
        Nanoton owed = Nanoton.of(8 * TON);
        books.schedule("payouts", payouts(2));
        books.order("too-much", transfer("too-much", 9), owed);
        books.order("fits", transfer("fits", 6), owed);
        books.order("reserve", transfer("reserve", 4), Nanoton.ZERO);
        sender().round();
        sender().round();
        assertThat(books.settled()).isTrue();
        assertThat(books.alarms()).isEmpty();
        assertThat(chain.balance(Simulation.address("too-much"))).isZero();
        assertThat(chain.balance(Simulation.address("fits"))).isEqualTo(6 * TON);
        assertThat(chain.balance(Simulation.address("reserve"))).isEqualTo(4 * TON);
        for (Payout payout : payouts(2)) {
            assertThat(chain.balance(payout.to())).isEqualTo(payout.amount().value());
        }
    }

    private static Payout transfer(String id, long ton) {
        return new Payout(new TransferId(id), Simulation.address(id), Nanoton.of(ton * TON));
    }

    @Test
    void a_message_in_anothers_envelope_is_recognised() throws IOException {
        chain.give(wallet.address(), 20 * TON);
        books.schedule("b", payouts(2));
        sender().round();
        assertThat(books.settled()).isFalse();
        // As the first message had deployed the wallet and been lost: the body alone is executed on a second chain.
        try (LocalChain other = new LocalChain(Optional.empty());
                NetworkGateway there = other.gateway(ConfirmationPolicy.AT_ONCE)) {
            other.give(wallet.address(), 20 * TON);
            Cell stored = PayoutMessages.stored(
                    books.batches().getFirst().submission().orElseThrow());
            Cell copied = Messages.external(wallet.address(), wallet.wallet().initial(), SimMessages.body(stored));
            Cell padded = CellBuilder.begin()
                    .uint(0b10, 2)
                    .address(null)
                    .address(wallet.address())
                    .coins(7)
                    .bit(true)
                    .bit(true)
                    .ref(wallet.wallet().initial().toCell())
                    .bit(true)
                    .ref(SimMessages.body(stored))
                    .end();
            assertThat(padded.hash()).isNotEqualTo(stored.hash());
            assertThat(copied.hash()).isEqualTo(stored.hash());
            there.send(padded);
            new PayoutSender(
                            there,
                            books,
                            books,
                            new SimBooks(),
                            wallet,
                            PayoutPolicy.USUAL,
                            MessageCheck.NONE,
                            new Random(1))
                    .round();
            assertThat(books.settled()).isTrue();
        }
    }

    private PayoutSender sender() {
        return new PayoutSender(
                gateway,
                books,
                books,
                books,
                wallet,
                PayoutPolicy.USUAL,
                new PayoutRehearsal(LocalChain.REHEARSAL),
                new Random(7));
    }

    private EscrowSeen last(WatchedEscrow escrow) {
        return List.copyOf(books.facts(escrow.address()).values()).getLast();
    }

    private Promise promise(long nanoton) {
        return new Promise(Nanoton.of(nanoton), chain.now().plus(Duration.ofDays(200)));
    }

    private void fromPayer(TonAddress to, long nanoton, Cell body, @Nullable InitialState init) {
        Instant createdAt = chain.now().minusSeconds(1);
        Cell message = Messages.internal(to, Nanoton.of(nanoton), true, init, body);
        assertThat(gateway.send(
                        payerWallet.sendAll(payer, new QueryId(0, query++), createdAt, List.of(message), false)))
                .isEqualTo(SendAnswer.TAKEN);
    }

    static List<Payout> payouts(int count) {
        List<Payout> payouts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ProviderId provider = new ProviderId("own_" + String.format("%032x", i));
            payouts.add(new Payout(provider, Simulation.address("provider" + i), Nanoton.of(TON + i)));
        }
        return payouts;
    }
}
