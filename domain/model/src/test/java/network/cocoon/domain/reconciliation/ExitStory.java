package network.cocoon.domain.reconciliation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.domain.settlement.DifferenceName;
import network.cocoon.domain.settlement.ExitLeaf;
import network.cocoon.domain.settlement.ExitTerms;
import network.cocoon.domain.settlement.Payment;
import network.cocoon.domain.settlement.WalletTransaction;
import org.jspecify.annotations.Nullable;

/** An exit's life at random, on both sides; tests change one of them. */
final class ExitStory {

    static final String WALLET = "0:" + "a".repeat(64);
    static final String EXIT = "0:" + "e".repeat(64);
    static final String OWNER = "0:" + "f".repeat(64);
    static final Duration DELAY = Duration.ofDays(14);
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final long TON = 1_000_000_000;

    final Random random;
    final List<ExitMove> moves = new ArrayList<>();
    final Map<Long, Digest> ordered = new HashMap<>();
    final Map<Long, WalletTransaction> set = new HashMap<>();
    final Map<Integer, LoggedExit.Claim> claims = new HashMap<>();
    final List<LoggedExit.Reserve> reserves = new ArrayList<>();
    ExitTerms terms = new ExitTerms(Bytes.of(new byte[32]), DELAY.toSeconds(), -3, OWNER);
    List<Payment> owed = List.of();

    @Nullable Instant through;

    Instant asked = Instant.EPOCH;
    Instant now = START;
    long lt = 10;
    private long number;
    private Instant since = Instant.EPOCH;

    ExitStory(long seed, int steps) {
        random = new Random(seed);
        reserve();
        root();
        for (int i = 0; i < steps; i++) {
            switch (random.nextInt(4)) {
                case 0 -> reserve();
                case 1 -> move(ExitMove.Kind.REFUSED, TON, OWNER, List.of(sent(OWNER, TON - 2_000_000)), null, null);
                default -> root();
            }
        }
    }

    /** The operator is silent, and some are paid by the exit. */
    ExitStory open() {
        now = since.plus(DELAY).plusSeconds(60);
        through = now;
        for (int i = 0; i < owed.size(); i += 2) {
            claim(i);
        }
        return this;
    }

    static WalletMove.Sent sent(String to, long nanoton) {
        return new WalletMove.Sent(to, Nanoton.of(nanoton));
    }

    void wait(Duration time) {
        now = now.plus(time);
    }

    ExitMove move(
            ExitMove.Kind kind,
            long came,
            @Nullable String from,
            List<WalletMove.Sent> sent,
            @Nullable Digest root,
            @Nullable ExitLeaf leaf) {
        now = now.plusSeconds(1 + random.nextInt(600));
        lt += 1 + random.nextInt(100);
        ExitMove move = new ExitMove(
                lt,
                digest("transaction " + lt),
                now,
                kind,
                Nanoton.of(came),
                from,
                Nanoton.of(1 + random.nextInt(1_000_000)),
                sent,
                root == null ? 0 : number,
                root,
                leaf);
        moves.add(move);
        return move;
    }

    /** A transfer of the log's that arrived. */
    void reserve() {
        Nanoton amount = Nanoton.of((1 + random.nextInt(3)) * 20L * TON);
        lt += 1 + random.nextInt(100);
        var paid = new WalletTransaction(lt, digest("paid " + lt), now);
        move(ExitMove.Kind.CAME, amount.value(), WALLET, List.of(), null, null);
        reserves.add(new LoggedExit.Reserve(reserves.size() + 1L, amount, paid));
    }

    void root() {
        number++;
        List<Payment> all = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            all.add(new Payment(
                    new ProviderId("own_" + Integer.toString(i).repeat(32)),
                    "0:" + Integer.toString(i).repeat(64),
                    Nanoton.of(1 + random.nextInt(1_000_000_000))));
        }
        owed = all;
        Digest root = digest("root " + number);
        ordered.put(number, root);
        ExitMove move = move(ExitMove.Kind.ROOT, 0, null, List.of(), root, null);
        since = move.when();
        set.put(number, id(move));
    }

    ExitLeaf leaf(int index) {
        Payment payment = owed.get(index);
        return new ExitLeaf(index, payment.address(), payment.amount());
    }

    void claim(int index) {
        ExitLeaf leaf = leaf(index);
        ExitMove move = move(
                ExitMove.Kind.CLAIM,
                50_000_000,
                OWNER,
                List.of(sent(leaf.address(), leaf.owed().value() + 40_000_000)),
                null,
                leaf);
        claims.put(index, new LoggedExit.Claim(leaf.owed(), id(move)));
    }

    void replace(ExitMove.Kind kind, java.util.function.UnaryOperator<ExitMove> how) {
        for (int i = moves.size() - 1; i >= 0; i--) {
            if (moves.get(i).kind() == kind) {
                moves.set(i, how.apply(moves.get(i)));
                return;
            }
        }
        throw new IllegalStateException("one is there");
    }

    LoggedExit log() {
        return new LoggedExit(EXIT, terms, ordered, set, owed, through, claims, reserves);
    }

    ExitContractState.Live live() {
        ExitMove root = moves.stream()
                .filter(move -> move.kind() == ExitMove.Kind.ROOT)
                .reduce((_, last) -> last)
                .orElseThrow();
        Digest hash = root.root();
        if (hash == null) {
            throw new IllegalStateException("a root has one");
        }
        var real = new ExitTerms(Bytes.of(new byte[32]), DELAY.toSeconds(), -3, OWNER);
        return new ExitContractState.Live(real, root.number(), hash, root.when(), asked);
    }

    long balance() {
        return moves.stream().mapToLong(ExitMove::net).sum();
    }

    ChainExit chain(ExitContractState contract) {
        return new ChainExit(EXIT, now, contract, Nanoton.of(balance()), lt, ExitTally.START, moves, lt);
    }

    List<DifferenceName> names() {
        return names(chain(live()));
    }

    List<DifferenceName> names(ChainExit chain) {
        return ExitReconciliation.of(log(), chain, WALLET, Bounds.PATIENCE).differences().stream()
                .map(Difference::name)
                .toList();
    }

    static WalletTransaction id(ExitMove move) {
        return new WalletTransaction(move.lt(), move.hash(), move.when());
    }

    static Digest digest(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
