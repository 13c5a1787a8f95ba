package network.cocoon.workers.operator.settlement;

import static network.cocoon.workers.operator.settlement.LocalChain.TON;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.escrow.EscrowTerms;
import network.cocoon.wire.escrow.Promise;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.EscrowMessages;
import network.cocoon.workers.operator.contract.EscrowState;
import network.cocoon.workers.operator.contract.HighloadWallet;
import network.cocoon.workers.operator.contract.HighloadWallet.Payment;
import network.cocoon.workers.operator.contract.HighloadWallet.QueryId;
import network.cocoon.workers.operator.contract.Messages;
import network.cocoon.workers.operator.gateway.ConfirmationPolicy;
import network.cocoon.workers.operator.gateway.NetworkGateway;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.EscrowSeen;
import network.cocoon.workers.operator.port.WatchedEscrow;
import org.jspecify.annotations.Nullable;

/**
 * One schedule on the real TVM, decided by a seed: crashes and lost answers around every step of two operators, an empty
 * wallet, messages in any order, clocks that jump. No forks: that chain has none.
 */
final class TvmSchedule implements AutoCloseable {

    private static final int STEPS = 40;
    private static final PayoutPolicy PAYOUTS = new PayoutPolicy(
            3, Nanoton.of(2_000_000), Nanoton.of(TON / 10), Duration.ofSeconds(30), Duration.ofMinutes(2));

    private final Random random;
    private final LocalChain chain;
    private final NetworkGateway gateway;
    private final SimBooks books = new SimBooks();
    private final SimFaults faults;
    private final SigningKey payer = Simulation.key(4);
    private final SigningKey owner = Simulation.key(5);
    private final HighloadWallet payerWallet = wallet(payer);
    private final PayoutWallet wallet = new PayoutWallet(wallet(Simulation.key(3)), Simulation.key(3));
    private final WatchedEscrow escrow;
    private final BigInteger supply;
    private int query;
    private int scheduled;

    TvmSchedule(long seed) throws IOException {
        random = new Random(seed);
        chain = new LocalChain(Optional.of(seed));
        gateway = chain.gateway(new ConfirmationPolicy(2, 1));
        faults = new SimFaults(random, () -> {});
        supply = chain.chain().supply().total();
        EscrowTerms terms = new EscrowTerms(chain.now().plus(Duration.ofDays(900)), -3, seed, Duration.ofHours(24));
        escrow = new WatchedEscrow(
                new AccountId("app_" + "1".repeat(32)),
                EscrowState.opening(terms, owner.publicKey(), wallet.address(), payerWallet.address()));
        books.watch(escrow);
    }

    private static HighloadWallet wallet(SigningKey key) {
        return new HighloadWallet(key.publicKey(), HighloadWallet.SUBWALLET, Duration.ofHours(1));
    }

    void run() {
        chain.give(payerWallet.address(), 200 * TON);
        chain.chain().produce();
        chain.chain().produce();
        gateway.send(payerWallet.pay(
                payer,
                new QueryId(0, query++),
                chain.now().minusSeconds(1),
                List.of(new Payment(escrow.address(), Nanoton.of(TON), Cell.EMPTY)),
                true));
        blocks(4);
        fromPayer(4 * TON, EscrowMessages.topUp(), true);
        for (int step = 0; step < STEPS; step++) {
            storm();
        }
        faults.stop();
        chain.give(wallet.address(), 500 * TON);
        for (int step = 0; step < 60 && !(books.settled() && step > 12); step++) {
            blocks(1);
            round(3);
            if (step % 20 == 19) {
                chain.chain().advance(1800);
            }
        }
        check();
    }

    private void storm() {
        switch (random.nextInt(9)) {
            case 0, 1, 2 -> blocks(1 + random.nextInt(3));
            case 3 -> books.schedule("b" + scheduled++, DevchainSettlementTest.payouts(1 + random.nextInt(6)));
            case 4 -> fromPayer(TON / 4 + random.nextLong(TON), EscrowMessages.topUp(), false);
            case 5 -> {
                long before = books.voucher(escrow.address())
                        .map(v -> v.promise().cumulative().value())
                        .orElse(0L);
                Promise promise = new Promise(
                        Nanoton.of(before + TON + random.nextLong(TON)),
                        chain.now().plus(Duration.ofDays(800)));
                books.accept(
                        escrow.address(),
                        escrow.opening().keys(escrow.address()).sign(owner, promise));
            }
            case 6 -> {
                if (random.nextInt(3) == 0) {
                    chain.chain().advance(random.nextInt(5000));
                } else {
                    chain.give(wallet.address(), random.nextLong(6 * TON));
                }
            }
            default -> round(random.nextInt(3));
        }
    }

    /** Workers built anew each time: nothing is remembered but what the books have. */
    private void round(int which) {
        var ports = faults.around(books, false);
        var faulty = faults.gateway(gateway);
        try {
            if (which == 0 || which == 3) {
                new EscrowFollower(faulty, ports, ports, ports).round();
            }
            if (which == 1 || which == 3) {
                new Redeemer(faulty, ports, ports, RedeemPolicy.USUAL).round();
            }
            if (which == 2 || which == 3) {
                new PayoutSender(faulty, ports, ports, ports, wallet, PAYOUTS, MessageCheck.NONE, random).round();
            }
        } catch (SimFaults.Crash e) {
            // The next round is another process.
        }
    }

    private void blocks(int count) {
        for (int i = 0; i < count; i++) {
            chain.chain().produce();
        }
    }

    private void fromPayer(long nanoton, Cell body, boolean deploy) {
        Cell message = Messages.internal(
                escrow.address(),
                Nanoton.of(nanoton),
                true,
                deploy ? escrow.opening().initial() : null,
                body);
        gateway.send(payerWallet.sendAll(
                payer, new QueryId(0, query++), chain.now().minusSeconds(1), List.of(message), false));
    }

    private void check() {
        require(books.settled(), "a batch is not paid");
        Map<TonAddress, Long> owed = books.confirmedByPayee();
        owed.forEach((payee, sum) -> require(chain.received(payee) == sum, "a provider got something else"));
        require(chain.chain().supply().total().equals(supply), "the supply changed");
        Cursor at = Cursor.START;
        var page = gateway.transactions(escrow.address(), at, 100);
        var facts = books.facts(escrow.address());
        for (ChainTransaction transaction : page.transactions()) {
            @Nullable EscrowSeen fact = facts.get(transaction.id().lt());
            require(fact != null && fact.tx().id().equals(transaction.id()), "a transaction was not reported");
        }
        require(facts.size() == page.transactions().size(), "something was reported that did not happen");
        long sum = facts.values().stream()
                .mapToLong(
                        f -> f.came().value() - f.left().value() - f.tx().fee().value())
                .sum();
        require(sum == chain.balance(escrow.address()), "the books and the chain differ by the escrow's balance");
        long promised = books.voucher(escrow.address())
                .map(v -> v.promise().cumulative().value())
                .orElse(0L);
        long claimed = facts.values().stream()
                .filter(EscrowSeen.Redeemed.class::isInstance)
                .mapToLong(f -> ((EscrowSeen.Redeemed) f).claimed().value())
                .max()
                .orElse(0);
        require(claimed <= promised, "more was claimed than signed");
        boolean due = promised - claimed >= TON && chain.balance(escrow.address()) > TON / 10;
        require(!due, "a voucher that is due was not redeemed");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    @Override
    public void close() throws IOException {
        gateway.close();
        chain.close();
    }
}
