package network.cocoon.workers.operator.settlement;

import static network.cocoon.workers.operator.settlement.LocalChain.TON;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.account.EscrowTransaction;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.reconciliation.Bounds;
import network.cocoon.domain.reconciliation.LoggedBatch;
import network.cocoon.domain.reconciliation.LoggedEscrow;
import network.cocoon.domain.reconciliation.LoggedExit;
import network.cocoon.domain.reconciliation.LoggedTransaction;
import network.cocoon.domain.reconciliation.Reconciliation;
import network.cocoon.domain.reconciliation.WalletMove;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.domain.settlement.DifferenceName;
import network.cocoon.domain.settlement.WalletTransaction;
import network.cocoon.wire.chain.ChainStateFile;
import network.cocoon.wire.chain.EscrowList;
import network.cocoon.wire.chain.PayoutOrder;
import network.cocoon.wire.escrow.EscrowCells;
import network.cocoon.wire.escrow.Promise;
import network.cocoon.wire.escrow.Voucher;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.EscrowMessages;
import network.cocoon.workers.operator.contract.EscrowState;
import network.cocoon.workers.operator.contract.HighloadWallet;
import network.cocoon.workers.operator.contract.HighloadWallet.QueryId;
import network.cocoon.workers.operator.contract.InitialState;
import network.cocoon.workers.operator.contract.Messages;
import network.cocoon.workers.operator.gateway.ConfirmationPolicy;
import network.cocoon.workers.operator.gateway.NetworkGateway;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.Alarm;
import network.cocoon.workers.operator.port.ChainHead;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.EscrowSeen;
import network.cocoon.workers.operator.port.GetMethodAnswer;
import network.cocoon.workers.operator.port.HistoryPage;
import network.cocoon.workers.operator.port.LedgerSight;
import network.cocoon.workers.operator.port.PayoutConfirmed;
import network.cocoon.workers.operator.port.PayoutFailed;
import network.cocoon.workers.operator.port.PayoutSubmission;
import network.cocoon.workers.operator.port.ReconciliationRound;
import network.cocoon.workers.operator.port.SendAnswer;
import network.cocoon.workers.operator.port.SettlementReports;
import network.cocoon.workers.operator.port.StackValue;
import network.cocoon.workers.operator.port.TonFailure;
import network.cocoon.workers.operator.port.TonGateway;
import network.cocoon.workers.operator.port.TransactionRef;
import network.cocoon.workers.operator.port.WatchedEscrow;
import network.cocoon.workers.operator.reconciliation.ChainStateMain;
import network.cocoon.workers.operator.reconciliation.Reconciler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deposits, claims, payouts and a close on the real TVM: what the workers reported agrees, and what they did not is named. */
class DevchainReconciliationTest implements LedgerSight {

    private static final AccountId APP = new AccountId("app_" + "1".repeat(32));

    @TempDir
    Path folder;

    private final SigningKey operator = Simulation.key(3);
    private final SigningKey payer = Simulation.key(4);
    private final SigningKey owner = Simulation.key(5);
    private final PayoutWallet wallet = new PayoutWallet(
            new HighloadWallet(operator.publicKey(), HighloadWallet.SUBWALLET, Duration.ofHours(1)), operator);
    private final HighloadWallet payerWallet =
            new HighloadWallet(payer.publicKey(), HighloadWallet.SUBWALLET, Duration.ofHours(1));
    private final SimBooks books = new SimBooks();
    private final List<LoggedBatch> paid = new ArrayList<>();
    private final List<ReconciliationRound> rounds = new ArrayList<>();
    private EscrowOpening opening = new EscrowOpening(0, 0, "", "", owner.publicKey(), Instant.EPOCH, 1);
    private @Nullable Voucher voucher;
    private @Nullable LoggedTransaction invented;
    private int query;

    private LocalChain chain;
    private NetworkGateway gateway;
    private WatchedEscrow escrow;

    @BeforeEach
    void start() throws IOException {
        chain = new LocalChain(Optional.empty());
        gateway = chain.gateway(ConfirmationPolicy.AT_ONCE);
        opening = new EscrowOpening(
                -3,
                1,
                payerWallet.address().raw(),
                wallet.address().raw(),
                owner.publicKey(),
                chain.now().plus(Duration.ofDays(300)),
                86_400);
        escrow = new WatchedEscrow(
                APP,
                EscrowState.opening(
                        EscrowCells.terms(opening), owner.publicKey(), wallet.address(), payerWallet.address()));
        books.watch(escrow);
        chain.give(payerWallet.address(), 50 * TON);
        gateway.send(payerWallet.pay(
                payer,
                new QueryId(0, query++),
                chain.now().minusSeconds(1),
                List.of(new HighloadWallet.Payment(escrow.address(), Nanoton.of(TON), Cell.EMPTY)),
                true));
        fromPayer(5 * TON, EscrowMessages.topUp(), escrow.opening().initial());
    }

    @AfterEach
    void stop() throws IOException {
        gateway.close();
        chain.close();
    }

    @Test
    void what_was_reported_agrees_to_the_nanoton() throws IOException {
        follow();
        promise(2 * TON);
        redeem();
        chain.give(wallet.address(), 30 * TON);
        books.schedule("batch", DevchainSettlementTest.payouts(3));
        payOut();
        payOut();
        assertThat(books.settled()).isTrue();
        assertThat(reconcile()).isEmpty();
        assertThat(offline()).isEmpty();
        assertThat(reconcile()).as("from where it agreed").isEmpty();

        fromPayer(TON / 20, EscrowMessages.askToClose(), null);
        follow();
        assertThat(reconcile()).isEmpty();
        assertThat(rounds.getLast().escrows()).isOne();
        assertThat(rounds.getLast().unread()).isEmpty();
    }

    @Test
    void what_was_not_reported_is_explained_and_then_alarms() {
        assertThat(reconcile()).containsExactly(DifferenceName.DEPOSIT_ON_ITS_WAY, DifferenceName.DEPOSIT_ON_ITS_WAY);
        follow();
        assertThat(reconcile()).isEmpty();
        promise(2 * TON);
        new Redeemer(gateway, books, books, RedeemPolicy.USUAL).round();
        assertThat(reconcile()).containsExactly(DifferenceName.REDEMPTION_ON_ITS_WAY);
        chain.chain().advance(3600);
        assertThat(reconcile()).containsExactly(DifferenceName.REDEMPTION_NEVER_REPORTED);
        assertThat(rounds.getLast().differences()).singleElement().satisfies(d -> assertThat(d.chain())
                .isEqualTo(Nanoton.of(2 * TON)));
        follow();
        assertThat(reconcile()).isEmpty();
    }

    @Test
    void what_nobody_ordered_alarms() throws IOException {
        follow();
        chain.give(wallet.address(), 30 * TON);
        gateway.send(wallet.wallet()
                .pay(
                        operator,
                        new QueryId(7, 7),
                        chain.now().minusSeconds(1),
                        List.of(new HighloadWallet.Payment(
                                Simulation.address("elsewhere"), Nanoton.of(TON), Cell.EMPTY)),
                        true));
        assertThat(reconcile()).containsExactly(DifferenceName.UNKNOWN_OUT_MESSAGE);
        assertThat(offline()).containsExactly(DifferenceName.UNKNOWN_OUT_MESSAGE);
    }

    @Test
    void a_voucher_that_the_app_never_signed_alarms() {
        follow();
        promise(2 * TON);
        Voucher good = Objects.requireNonNull(voucher);
        voucher = new Voucher(
                new Promise(Nanoton.of(3 * TON), good.promise().validUntil()), good.signature(), Optional.empty());
        assertThat(reconcile()).containsExactly(DifferenceName.VOUCHER_NOT_SIGNED);
    }

    /** A server that is behind knows as little of a transaction as a chain that never had it. */
    @Test
    void what_the_chain_does_not_have_alarms_when_it_had_the_time() {
        follow();
        invented = new LoggedTransaction(Long.MAX_VALUE, new Digest("ab".repeat(32)), null);
        var reconciler = new Reconciler(gateway, this, rounds::add, wallet.address());
        reconciler.round();
        assertThat(rounds.getLast().differences())
                .extracting(Difference::name)
                .containsExactly(DifferenceName.LOG_AHEAD_OF_STATE);
        chain.chain().advance(3600);
        reconciler.round();
        assertThat(rounds.getLast().differences())
                .extracting(Difference::name)
                .containsExactly(DifferenceName.TRANSACTION_NOT_ON_CHAIN);
        invented = null;
        reconciler.round();
        assertThat(rounds.getLast().differences()).isEmpty();
    }

    @Test
    void what_cannot_be_read_is_said_to_be_unread() {
        follow();
        new Reconciler(new Mute(gateway), this, rounds::add, wallet.address()).round();
        assertThat(rounds.getLast().unread())
                .containsExactly(escrow.address().raw(), wallet.address().raw());
        assertThat(rounds.getLast().escrows()).isZero();
        assertThat(rounds.getLast().differences()).isEmpty();
    }

    /** Tells the head and no account. */
    private record Mute(TonGateway chain) implements TonGateway {
        @Override
        public ChainHead head() {
            return chain.head();
        }

        @Override
        public AccountSnapshot account(TonAddress address) {
            throw new TonFailure(TonFailure.Code.UNREACHABLE, "not now");
        }

        @Override
        public GetMethodAnswer get(TonAddress address, String method, List<StackValue> arguments) {
            return chain.get(address, method, arguments);
        }

        @Override
        public SendAnswer send(Cell message) {
            return chain.send(message);
        }

        @Override
        public HistoryPage transactions(TonAddress account, Cursor after, int limit) {
            return chain.transactions(account, after, limit);
        }
    }

    private List<DifferenceName> reconcile() {
        new Reconciler(gateway, this, rounds::add, wallet.address()).round();
        return rounds.getLast().differences().stream().map(Difference::name).toList();
    }

    /** By way of the file, as an auditor does. */
    private List<DifferenceName> offline() throws IOException {
        Path file = folder.resolve("chain.json");
        Files.deleteIfExists(file);
        Path list = folder.resolve("escrows.json");
        Files.write(list, new EscrowList(EscrowList.FORMAT, List.of(new EscrowList.Opened(APP, opening))).write());
        assertThat(export(list, file)).isEqualTo("0 1 escrows, the wallet written to " + file);
        assertThat(export(list, file)).isEqualTo("2 exists already: " + file);
        ChainStateFile state = ChainStateFile.read(Files.readAllBytes(file));
        return Reconciliation.of(
                        new Reconciliation.Logged(escrows(), batches(0), exit()),
                        state.shown(),
                        new EscrowCells(),
                        Bounds.PATIENCE)
                .stream()
                .map(Difference::name)
                .toList();
    }

    /** Exit code and what it said. */
    private String export(Path list, Path file) {
        var said = new ByteArrayOutputStream();
        var to = new PrintStream(said, true, StandardCharsets.UTF_8);
        String[] args = {
            "--server", chain.endpoint(),
            "--interval", "0",
            "--escrows", list.toString(),
            "--wallet", wallet.address().raw(),
            "--to", file.toString()
        };
        int exit = ChainStateMain.run(args, Map.of(), to, to);
        return exit + " " + said.toString(StandardCharsets.UTF_8).strip();
    }

    private void follow() {
        new EscrowFollower(gateway, books, books, books).round();
    }

    private void promise(long nanoton) {
        voucher = escrow.opening()
                .keys(escrow.address())
                .sign(owner, new Promise(Nanoton.of(nanoton), chain.now().plus(Duration.ofDays(200))));
        books.accept(escrow.address(), voucher);
    }

    private void redeem() {
        new Redeemer(gateway, books, books, RedeemPolicy.USUAL).round();
        follow();
    }

    private void payOut() {
        SettlementReports reports = new SettlementReports() {
            @Override
            public void seen(EscrowSeen fact) {
                books.seen(fact);
            }

            @Override
            public PayoutSubmission submit(PayoutSubmission proposed) {
                return books.submit(proposed);
            }

            @Override
            public void confirmed(PayoutConfirmed fact) {
                PayoutSubmission sent = books.batches().getFirst().submission().orElseThrow();
                paid.add(new LoggedBatch(
                        1,
                        books.batches().getFirst().payouts().stream()
                                .map(p -> new WalletMove.Sent(p.to().raw(), p.amount()))
                                .toList(),
                        new LoggedBatch.Sent(PayoutOrder.of(sent.boc()), sent.deadline()),
                        new LoggedBatch.Confirmed(id(fact.accepted()), id(fact.paid()), fact.fee())));
                books.confirmed(fact);
            }

            @Override
            public void failed(PayoutFailed fact) {
                books.failed(fact);
            }

            @Override
            public void alarm(Alarm code, String subject) {
                books.alarm(code, subject);
            }
        };
        new PayoutSender(gateway, books, reports, books, wallet, PayoutPolicy.USUAL, MessageCheck.NONE, new Random(7))
                .round();
    }

    private static WalletTransaction id(TransactionRef ref) {
        return new WalletTransaction(ref.id().lt(), ref.id().hash(), ref.at());
    }

    private void fromPayer(long nanoton, Cell body, @Nullable InitialState init) {
        Cell message = Messages.internal(escrow.address(), Nanoton.of(nanoton), true, init, body);
        gateway.send(payerWallet.sendAll(
                payer, new QueryId(0, query++), chain.now().minusSeconds(1), List.of(message), false));
    }

    @Override
    public List<LoggedEscrow> escrows() {
        long held = 0;
        Nanoton claimed = Nanoton.ZERO;
        List<LoggedTransaction> all = new ArrayList<>();
        for (EscrowSeen fact : books.facts(escrow.address()).values()) {
            held += fact.came().value() - fact.left().value() - fact.tx().fee().value();
            claimed = fact instanceof EscrowSeen.Redeemed r ? r.claimed() : claimed;
            all.add(LoggedTransaction.of(new EscrowTransaction(
                    fact.tx().id().lt(),
                    fact.tx().id().hash(),
                    fact.tx().at(),
                    fact.came(),
                    fact.left(),
                    fact.tx().fee())));
        }
        if (invented != null) {
            all.add(invented);
        }
        Voucher newest = voucher;
        return List.of(new LoggedEscrow(
                APP,
                escrow.address().raw(),
                opening,
                owner.publicKey(),
                Nanoton.of(held),
                claimed,
                newest == null ? claimed : newest.promise().cumulative(),
                newest == null ? List.of() : List.of(EscrowCells.signed(newest)),
                false,
                all,
                0));
    }

    @Override
    public List<LoggedBatch> batches(long after) {
        return List.copyOf(paid);
    }

    /** {@link ExitTvmSchedule} holds one against the chain. */
    @Override
    public Optional<LoggedExit> exit() {
        return Optional.empty();
    }
}
