package network.cocoon.domain.reconciliation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import network.cocoon.domain.account.Escrow;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.account.EscrowRules;
import network.cocoon.domain.account.EscrowTransaction;
import network.cocoon.domain.account.SignedVoucher;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;

/** An escrow's life at random, exact on chain, and the log that followed all of it or only its beginning. */
final class EscrowStory {

    static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    static final AccountId APP = new AccountId("app_" + "a".repeat(32));
    static final String ADDRESS = "0:" + "e".repeat(64);
    static final Bytes KEY = Bytes.of(new byte[32]);
    static final EscrowOpening OPENING = new EscrowOpening(
            -3, 7, "0:" + "1".repeat(64), "0:" + "2".repeat(64), KEY, START.plus(Duration.ofDays(365)), 3600);

    /** Signatures that a test can make: what they sign, hashed. */
    static final EscrowRules RULES = new EscrowRules() {
        @Override
        public String address(EscrowOpening opening) {
            return ADDRESS;
        }

        @Override
        public boolean isSigned(EscrowOpening opening, Bytes key, SignedVoucher voucher) {
            return voucher.signature().equals(signature(voucher.cumulative()));
        }
    };

    final List<ChainMove> moves = new ArrayList<>();
    private final List<SignedVoucher> vouchers = new ArrayList<>();
    private final Random random;
    private long balance;
    private long claimed;
    private long promised;
    private long lt = 10;
    private boolean closed;
    private Instant now = START;

    EscrowStory(long seed) {
        this.random = new Random(seed);
    }

    static EscrowStory of(long seed, int steps, boolean close) {
        EscrowStory story = new EscrowStory(seed);
        story.deposit(Escrow.MARGIN.value() + 1_000_000_000L + story.random.nextInt(1_000_000_000));
        story.promise();
        for (int i = 0; i < steps; i++) {
            story.step();
        }
        if (close) {
            story.ask();
            story.finish();
        }
        return story;
    }

    private void step() {
        switch (random.nextInt(4)) {
            case 0 -> deposit(1 + random.nextInt(2_000_000_000));
            case 1 -> promise();
            case 2 -> redeem();
            default -> dust();
        }
    }

    private void deposit(long came) {
        move(ChainMove.Kind.DEPOSIT, came, 0, random.nextInt(700_000), 0);
    }

    private void dust() {
        move(ChainMove.Kind.DEPOSIT, 5, 0, 0, 0);
    }

    private void promise() {
        long most = claimed + Math.max(0, balance - Escrow.MARGIN.value());
        if (most > promised) {
            promised += 1 + (long) random.nextInt(1_000) * (most - promised - 1) / 1_000;
            vouchers.add(
                    new SignedVoucher(Nanoton.of(promised), OPENING.expiry(), signature(Nanoton.of(promised)), null));
        }
    }

    private void redeem() {
        if (promised > claimed) {
            long before = claimed;
            claimed += 1 + (long) random.nextInt(1_000) * (promised - claimed - 1) / 1_000;
            // The claim pays its own gas, so the network gets less.
            long fee = Math.min(2_700_000, claimed - before);
            move(ChainMove.Kind.REDEMPTION, 0, claimed - before - fee, fee, claimed);
        }
    }

    private void ask() {
        move(ChainMove.Kind.ASKED, 50_000_000, 0, 700_000, 0);
    }

    private void finish() {
        closed = true;
        move(ChainMove.Kind.FINISHED, 50_000_000, balance - 20_000_000, 1_200_000, 0);
    }

    private void move(ChainMove.Kind kind, long came, long left, long fees, long total) {
        now = now.plusSeconds(60 + random.nextInt(3600));
        lt += 1 + random.nextInt(1000);
        moves.add(new ChainMove(transaction(lt, now, came, left, fees), kind, Nanoton.of(total)));
        balance += came - left - fees;
    }

    static EscrowTransaction transaction(long lt, Instant when, long came, long left, long fees) {
        return new EscrowTransaction(
                lt,
                Digest.sha256(("transaction " + lt).getBytes(StandardCharsets.UTF_8)),
                when,
                Nanoton.of(came),
                Nanoton.of(left),
                Nanoton.of(fees));
    }

    static Bytes signature(Nanoton cumulative) {
        return Bytes.of(Digest.sha256(("promise " + cumulative).getBytes(StandardCharsets.UTF_8))
                .raw());
    }

    Instant now() {
        return now;
    }

    long lastLt() {
        return moves.getLast().lt();
    }

    /** What a log has that followed the first transactions, and all promises. */
    LoggedEscrow logged(int first) {
        long held = 0;
        long taken = 0;
        List<LoggedTransaction> seen = new ArrayList<>();
        boolean ended = false;
        for (ChainMove move : moves.subList(0, first)) {
            held += move.net();
            taken = move.kind() == ChainMove.Kind.REDEMPTION ? move.claimed().value() : taken;
            seen.add(LoggedTransaction.of(move.transaction()));
            ended |= move.kind() == ChainMove.Kind.FINISHED;
        }
        return new LoggedEscrow(
                APP,
                ADDRESS,
                OPENING,
                KEY,
                Nanoton.of(held),
                Nanoton.of(taken),
                Nanoton.of(ended ? taken : promised),
                ended ? List.of() : vouchers,
                ended,
                seen,
                0);
    }

    LoggedEscrow logged() {
        return logged(moves.size());
    }

    ChainEscrow chain() {
        return chain(moves, balance, now.plusSeconds(5));
    }

    ChainEscrow chain(List<ChainMove> shown, long held, Instant seen) {
        Contract contract = closed ? new Contract.Ended(OPENING) : new Contract.Live(OPENING, Nanoton.of(claimed));
        long last = shown.isEmpty() ? 0 : shown.getLast().lt();
        return new ChainEscrow(ADDRESS, seen, contract, Nanoton.of(held), last, 0, shown, last);
    }

    long balance() {
        return balance;
    }

    long claimed() {
        return claimed;
    }
}
