package network.cocoon.workers.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.IntPredicate;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.escrow.Certificate;
import network.cocoon.wire.escrow.EscrowKeys;
import network.cocoon.wire.escrow.EscrowTerms;
import network.cocoon.wire.escrow.Grant;
import network.cocoon.wire.escrow.Promise;
import network.cocoon.wire.escrow.Voucher;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;

/** Vouchers signed and checked on one core: {@code ./mvnw -Pbench verify -pl workers/operator -am}. Prints a table. */
public final class VoucherBench {

    private static final int ROUNDS = 5;
    private static final long ROUND = 1_500_000_000L;
    private static final Instant UNTIL = Instant.ofEpochSecond(1_900_000_000);
    private static final int DIFFERENT = 256;

    private VoucherBench() {}

    public static void main(String[] args) {
        SigningKey owner = SigningKey.ofSeed(new byte[] {
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
            30, 31, 32
        });
        EscrowTerms terms = new EscrowTerms(UNTIL, -3, 7, Duration.ofDays(1));
        EscrowKeys keys = new EscrowKeys(terms, new TonAddress((byte) 0, Digest.sha256()), owner.publicKey());
        Certificate certificate = keys.certify(owner, new Grant(owner.publicKey(), promise(1_000_000)));
        Cell[] plain = new Cell[DIFFERENT];
        Cell[] certified = new Cell[DIFFERENT];
        for (int i = 0; i < DIFFERENT; i++) {
            plain[i] = keys.sign(owner, promise(i)).toCell();
            certified[i] = keys.sign(owner, promise(i), certificate).toCell();
        }
        System.out.printf(Locale.ROOT, "%-44s %12s %12s%n", "one core, operations a second", "median", "best");
        print("sign", i -> keys.sign(owner, promise(i)).signature().length() == 64);
        print("decode and verify", i -> keys.verify(Voucher.of(plain[i % DIFFERENT])));
        print("decode and verify, certified client", i -> keys.verify(Voucher.of(certified[i % DIFFERENT])));
    }

    private static Promise promise(int amount) {
        return new Promise(Nanoton.of(amount), UNTIL);
    }

    private static void print(String name, IntPredicate operation) {
        double[] rates = new double[ROUNDS];
        rate(operation);
        for (int i = 0; i < ROUNDS; i++) {
            rates[i] = rate(operation);
        }
        java.util.Arrays.sort(rates);
        System.out.printf(Locale.ROOT, "%-44s %,12.0f %,12.0f%n", name, rates[ROUNDS / 2], rates[ROUNDS - 1]);
    }

    private static double rate(IntPredicate operation) {
        long start = System.nanoTime();
        int done = 0;
        while (System.nanoTime() - start < ROUND) {
            for (int i = 0; i < 100; i++) {
                if (!operation.test(done++)) {
                    throw new IllegalStateException("a voucher is not good");
                }
            }
        }
        return done * 1e9 / (System.nanoTime() - start);
    }
}
