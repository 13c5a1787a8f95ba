package network.cocoon.workers.operator.settlement;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.wire.escrow.EscrowTerms;
import network.cocoon.wire.escrow.Promise;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.EscrowMessages;
import network.cocoon.workers.operator.contract.EscrowState;
import network.cocoon.workers.operator.contract.HighloadWallet;
import network.cocoon.workers.operator.contract.HighloadWallet.QueryId;
import network.cocoon.workers.operator.contract.Messages;
import network.cocoon.workers.operator.gateway.ConfirmationPolicy;
import network.cocoon.workers.operator.gateway.FakeServer;
import network.cocoon.workers.operator.port.EscrowSeen;
import network.cocoon.workers.operator.port.Payout;
import network.cocoon.workers.operator.port.WatchedEscrow;
import org.jspecify.annotations.Nullable;

/**
 * One schedule, all of it decided by a seed: two operators, a chain that forks, loses and delays, crashes before and after
 * every call of a port. After a while everything calms down, the wallet is funded, and the sums must be right.
 */
final class Simulation {

    static final int BLOCKS = 3;
    private static final Instant START = Instant.ofEpochSecond(1_800_000_000);
    private static final long TON = 1_000_000_000;
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int STORMY = 60;
    private static final int CALM = 400;
    private static final TonAddress OWNER = address("owner");
    private static final PayoutPolicy PAYOUTS = new PayoutPolicy(
            2, Nanoton.of(2_000_000), Nanoton.of(TON / 10), Duration.ofSeconds(20), Duration.ofSeconds(30));

    /** What is broken on purpose, to see that it is found. */
    enum Mutation {
        NONE,
        /** The books keep a later submission instead of the first. */
        BOOKS_KEEP_THE_LAST_SUBMISSION,
        /** Transactions count at once, on a chain that forks. */
        NO_CONFIRMATIONS,
        /** The gateway says that it knows the history to its end, a day too early. */
        HISTORY_KNOWN_TOO_FAR,
        /** Bookmarks move before the report. */
        BOOKMARK_BEFORE_REPORT,
        /** Half of the reports are lost though they were acknowledged. */
        REPORTS_LOST
    }

    private final Random random;
    private final Mutation mutation;
    private final SimBooks books = new SimBooks();
    private final SimFaults faults;
    private final SimChain chain;
    private final PayoutWallet wallet;
    private final List<WatchedEscrow> escrows = new ArrayList<>();
    private final List<SigningKey> owners = new ArrayList<>();
    private final List<@Nullable Operator> operators = new ArrayList<>(Arrays.asList(null, null));
    private final List<Cell> sent = new ArrayList<>();
    private final SimChecks checks;
    private boolean calm;
    private int scheduled;
    private int query;
    private boolean nested;

    private record Operator(EscrowFollower follower, Redeemer redeemer, PayoutSender sender) {}

    Simulation(long seed, Mutation mutation) {
        this.random = new Random(seed);
        this.mutation = mutation;
        this.faults = new SimFaults(random, this::interleave);
        this.books.forgetful = mutation == Mutation.BOOKS_KEEP_THE_LAST_SUBMISSION;
        SigningKey key = key(1);
        HighloadWallet highload = new HighloadWallet(key.publicKey(), HighloadWallet.SUBWALLET, TIMEOUT);
        this.wallet = new PayoutWallet(highload, key);
        Map<TonAddress, Long> balances = new HashMap<>();
        Map<TonAddress, SimChain.Contract> contracts = new LinkedHashMap<>();
        balances.put(highload.address(), 8 * TON);
        balances.put(OWNER, 100_000 * TON);
        contracts.put(highload.address(), new SimWallet(highload));
        for (int i = 0; i < 2; i++) {
            SigningKey owner = key(10 + i);
            EscrowTerms terms = new EscrowTerms(START.plus(Duration.ofDays(30)), -3, i, Duration.ofMinutes(30));
            EscrowState opening =
                    EscrowState.opening(terms, owner.publicKey(), highload.address(), address("payer" + i));
            WatchedEscrow escrow = new WatchedEscrow(new AccountId("app_" + "0".repeat(31) + i), opening);
            balances.put(opening.payer(), 1000 * TON);
            contracts.put(escrow.address(), new SimEscrow(opening));
            escrows.add(escrow);
            owners.add(owner);
            books.watch(escrow);
        }
        this.chain = new SimChain(random, START, balances, contracts);
        this.checks = new SimChecks(chain, books, escrows);
    }

    /** Throws {@link AssertionError} where a rule is broken. */
    void run() {
        for (int step = 0; step < STORMY; step++) {
            storm();
            checks.paidAtMost();
        }
        calm = true;
        faults.stop();
        chain.pay(OWNER, wallet.address(), 2000 * TON, Cell.EMPTY);
        for (int step = 0; step < CALM && !(books.settled() && step > 20); step++) {
            chain.produce(20);
            round(step % 2);
            checks.paidAtMost();
        }
        finish();
        for (int step = 0; step < 25; step++) {
            chain.produce(60);
            round(step % 2);
        }
        checks.end();
    }

    private void storm() {
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> chain.produce(1 + random.nextInt(15));
            case 4 -> chain.fork(1 + random.nextInt(BLOCKS));
            case 5 -> chain.produce(60 + random.nextInt(900));
            case 6 -> schedule();
            case 7 -> deposit();
            case 8 -> sign();
            case 9 -> meddle();
            case 10 -> operators.set(random.nextInt(2), null);
            case 11 -> {
                if (random.nextInt(8) == 0) {
                    books.loseBookmarks();
                }
            }
            default -> round(random.nextInt(2));
        }
    }

    /** One operator's round; a crash leaves nothing of its memory. */
    private void round(int number) {
        Operator operator = operators.get(number);
        if (operator == null) {
            operator = start();
            operators.set(number, operator);
        }
        try {
            switch (calm ? 3 : random.nextInt(3)) {
                case 0 -> operator.follower().round();
                case 1 -> operator.redeemer().round();
                case 2 -> operator.sender().round();
                default -> {
                    operator.follower().round();
                    operator.redeemer().round();
                    operator.sender().round();
                }
            }
        } catch (SimFaults.Crash | IllegalStateException e) {
            operators.set(number, null);
        }
    }

    private Operator start() {
        int servers = 1 + random.nextInt(2);
        List<FakeServer> seen = new ArrayList<>();
        for (int i = 0; i < servers; i++) {
            seen.add(faults.server(chain.server(i), sent));
        }
        int blocks = mutation == Mutation.NO_CONFIRMATIONS ? 0 : BLOCKS;
        var gateway = new SimGateway(
                FakeServer.gateway(seen, new ConfirmationPolicy(blocks, servers), random), mutation, books);
        var ports = faults.around(books, mutation == Mutation.REPORTS_LOST);
        return new Operator(
                new EscrowFollower(gateway, ports, ports, ports),
                new Redeemer(gateway, ports, ports, RedeemPolicy.USUAL),
                new PayoutSender(gateway, ports, ports, ports, wallet, PAYOUTS, MessageCheck.NONE, random));
    }

    /** Between any two steps of one operator the other may act, or the chain go on. */
    private void interleave() {
        if (nested || calm || random.nextInt(6) > 0) {
            return;
        }
        nested = true;
        try {
            if (random.nextBoolean()) {
                round(random.nextInt(2));
            } else {
                chain.produce(1 + random.nextInt(10));
            }
        } finally {
            nested = false;
        }
    }

    private void schedule() {
        List<Payout> payouts = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            TonAddress to = address("provider" + i);
            ProviderId provider = new ProviderId("own_" + String.format("%032x", i));
            payouts.add(new Payout(provider, to, Nanoton.of(1 + random.nextLong(2 * TON))));
        }
        books.schedule("batch-" + scheduled++, payouts);
    }

    private void deposit() {
        WatchedEscrow escrow = escrows.get(random.nextInt(2));
        TonAddress from = random.nextInt(3) == 0 ? OWNER : escrow.opening().payer();
        chain.pay(from, escrow.address(), TON / 10 + random.nextLong(5 * TON), Cell.EMPTY);
    }

    private void sign() {
        int number = random.nextInt(2);
        TonAddress address = escrows.get(number).address();
        long before = books.voucher(address)
                .map(v -> v.promise().cumulative().value())
                .orElse(0L);
        Promise promise = new Promise(Nanoton.of(before + random.nextLong(2 * TON)), START.plus(Duration.ofDays(20)));
        books.accept(address, escrows.get(number).opening().keys(address).sign(owners.get(number), promise));
        if (random.nextInt(6) == 0) {
            chain.pay(escrows.get(number).opening().payer(), address, TON / 100, EscrowMessages.askToClose());
        }
    }

    /** Others: coins leave the wallet by its owner's own order, money comes, an order is sent again in another envelope. */
    private void meddle() {
        switch (random.nextInt(3)) {
            case 0 -> chain.pay(OWNER, wallet.address(), random.nextLong(20 * TON), Cell.EMPTY);
            case 1 -> {
                Cell out = Messages.internal(OWNER, Nanoton.of(random.nextLong(6 * TON)), false, null, Cell.EMPTY);
                QueryId own = new QueryId(8000, query++);
                Cell message =
                        wallet.wallet().send(wallet.key(), own, chain.now().minusSeconds(1), out);
                chain.send(message);
            }
            default -> {
                if (!sent.isEmpty()) {
                    Cell copied = sent.get(random.nextInt(sent.size()));
                    TonAddress to = SimMessages.destination(copied);
                    var envelope = to.equals(wallet.address()) ? wallet.wallet().initial() : null;
                    chain.send(Messages.external(to, envelope, SimMessages.body(copied)));
                }
            }
        }
    }

    private void finish() {
        for (WatchedEscrow escrow : escrows) {
            if (books.facts(escrow.address()).values().stream().anyMatch(EscrowSeen.CloseAsked.class::isInstance)) {
                chain.produce(3600);
                chain.pay(escrow.opening().payer(), escrow.address(), TON / 100, EscrowMessages.finish());
            }
        }
    }

    static TonAddress address(String name) {
        return new TonAddress((byte) 0, Digest.sha256(name.getBytes(StandardCharsets.UTF_8)));
    }

    static SigningKey key(int number) {
        byte[] seed = new byte[SigningKey.KEY_BYTES];
        Arrays.fill(seed, (byte) number);
        return SigningKey.ofSeed(seed);
    }
}
