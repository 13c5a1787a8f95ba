package network.cocoon.workers.operator.settlement;

import static network.cocoon.workers.operator.settlement.LocalChain.TON;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.settlement.Exit;
import network.cocoon.domain.settlement.ExitRoot;
import network.cocoon.domain.settlement.ExitTerms;
import network.cocoon.domain.settlement.Payee;
import network.cocoon.wire.exit.ExitClaims;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.HighloadWallet;
import network.cocoon.workers.operator.contract.HighloadWallet.QueryId;
import network.cocoon.workers.operator.contract.Messages;
import network.cocoon.workers.operator.exit.ExitPolicy;
import network.cocoon.workers.operator.exit.ExitSender;
import network.cocoon.workers.operator.exit.NetworkExit;
import network.cocoon.workers.operator.gateway.ConfirmationPolicy;
import network.cocoon.workers.operator.gateway.NetworkGateway;
import network.cocoon.workers.operator.port.Alarm;

/**
 * One schedule on the real TVM, decided by a seed: an operator that pays by batches and keeps a root in the exit, that ends
 * around every step, and is away for longer than the exit's delay; and somebody who claims for everybody as soon as it is open.
 */
final class ExitTvmSchedule implements AutoCloseable {

    private static final int STEPS = 45;
    private static final int PROVIDERS = 4;
    private static final Duration DELAY = Duration.ofHours(8);
    private static final PayoutPolicy PAYOUTS = new PayoutPolicy(
            3, Nanoton.of(2_000_000), Nanoton.of(TON / 10), Duration.ofSeconds(30), Duration.ofMinutes(2));

    private static final MessageCheck CHECK = new PayoutRehearsal(LocalChain.REHEARSAL);

    private final Random random;
    private final LocalChain chain;
    private final NetworkGateway gateway;
    private final SimFaults faults;
    private final SigningKey stranger = Simulation.key(4);
    private final HighloadWallet strangers = wallet(stranger);
    private final PayoutWallet wallet = new PayoutWallet(wallet(Simulation.key(3)), Simulation.key(3));
    private final NetworkExit exit = new NetworkExit(
            new ExitTerms(
                    Simulation.key(6).publicKey(),
                    DELAY.toSeconds(),
                    -3,
                    wallet.address().raw()),
            Simulation.key(6));
    private final ExitBooks books;
    private final Map<ProviderId, Long> earned = new HashMap<>();
    private final ExitLedger ledger;
    private int query;

    ExitTvmSchedule(long seed) throws IOException {
        random = new Random(seed);
        chain = new LocalChain(Optional.of(seed));
        gateway = chain.gateway(new ConfirmationPolicy(2, 1));
        faults = new SimFaults(random, () -> {});
        books = new ExitBooks(exit.address(), exit.terms(), payees(), Duration.ofHours(1));
        ledger = new ExitLedger(books, gateway, chain, wallet.address());
    }

    private static HighloadWallet wallet(SigningKey key) {
        return new HighloadWallet(key.publicKey(), HighloadWallet.SUBWALLET, Duration.ofHours(1));
    }

    private static List<Payee> payees() {
        List<Payee> payees = new ArrayList<>();
        for (int i = 0; i < PROVIDERS; i++) {
            payees.add(new Payee(
                    new ProviderId("own_" + Integer.toString(i).repeat(32)),
                    "0:" + Integer.toString(i).repeat(64)));
        }
        return payees;
    }

    void run() {
        chain.give(strangers.address(), 200 * TON);
        chain.give(wallet.address(), 2_000 * TON);
        chain.give(exit.address(), 2_000 * TON);
        blocks(2);
        for (int step = 0; step < STEPS; step++) {
            storm();
        }
        faults.stop();
        for (int step = 0; step < 60 && !(books.settled() && step > 6); step++) {
            blocks(2);
            if (step % 10 == 9) {
                chain.chain().advance(1800);
            }
            claim();
            books.schedule(Nanoton.of(1), 250);
            round();
            ledger.look();
        }
        check();
    }

    private void storm() {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> blocks(1 + random.nextInt(3));
            case 3 -> credit();
            case 4 -> books.schedule(Nanoton.of((1 + random.nextInt(8)) * TON), 1 + random.nextInt(3));
            case 5 -> claim();
            case 6 -> chain.chain().advance(random.nextInt(3) == 0 ? DELAY.toSeconds() : random.nextInt(3000));
            default -> round();
        }
    }

    private void credit() {
        Map<ProviderId, Nanoton> today = new HashMap<>();
        payees().forEach(payee -> {
            long ton = random.nextInt(5);
            if (ton > 0) {
                today.put(payee.provider(), Nanoton.of(ton * TON));
                earned.merge(payee.provider(), ton, Long::sum);
            }
        });
        books.credit(today);
    }

    /** Workers built anew each time: nothing is remembered but what the books have. */
    private void round() {
        var ports = ExitBooksPorts.crashing(books, faults);
        var faulty = faults.gateway(gateway);
        try {
            new ExitSender(faulty, ports, ports, ports, exit, ExitPolicy.USUAL, OrderCheck.by(LocalChain.REHEARSAL))
                    .round();
            new PayoutSender(faulty, ports, ports, ports, wallet, PAYOUTS, CHECK, random).round();
            if (random.nextInt(20) == 0) {
                books.loseBookmarks();
            }
        } catch (SimFaults.Crash e) {
            // The next round is another process.
        }
    }

    /** By what the books had last, as who has an old export does: right or wrong, now or too early, again and again. */
    private void claim() {
        Exit known = books.book().exit();
        if (known == null) {
            return;
        }
        for (ExitRoot root : new ExitRoot[] {known.standing(), known.underWay()}) {
            for (Payee payee : root == null ? List.<Payee>of() : payees()) {
                root.claimOf(payee.provider())
                        .ifPresent(claim -> gateway.send(strangers.sendAll(
                                stranger,
                                new QueryId(query / 1000, query++ % 1000),
                                chain.now().minusSeconds(1),
                                List.of(Messages.internal(
                                        exit.address(), ExitClaims.FOR_GAS, true, null, ExitClaims.body(claim))),
                                true)));
            }
        }
    }

    private void blocks(int count) {
        for (int i = 0; i < count; i++) {
            chain.chain().produce();
        }
    }

    /** What was earned are whole TON; what comes with a claim's gas are some hundredths. */
    private void check() {
        require(books.settled(), "something is owed still");
        require(!books.alarms().contains(Alarm.BOOKS_DIFFER), "books and chain differ");
        blocks(3);
        round();
        require(ledger.agrees(), "log and chain differ: " + ledger.differences());
        for (Payee payee : payees()) {
            long got = chain.received(TonAddress.parse(payee.address()));
            long due = earned.getOrDefault(payee.provider(), 0L) * TON;
            require(got >= due && got - due < TON / 10, payee.provider() + " got " + got + " of " + due);
        }
    }

    boolean opened() {
        return books.known().open();
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
