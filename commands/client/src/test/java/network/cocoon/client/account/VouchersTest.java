package network.cocoon.client.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.account.SignedVoucher;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.api.EscrowApi.EscrowStatus;
import network.cocoon.wire.api.EscrowApi.RaiseVoucher;
import network.cocoon.wire.escrow.EscrowCells;
import network.cocoon.wire.escrow.Promise;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VouchersTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SigningKey owner = SigningKey.generate(RANDOM);
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");

    @TempDir
    private Path folder;

    private Vouchers client(EscrowCalls calls, String name, long step, long limit, long perDay) throws IOException {
        var options = new AccountOptions(
                "test",
                List.of("tiny"),
                10,
                10,
                Nanoton.of(step),
                Nanoton.of(limit),
                Nanoton.of(perDay),
                Optional.empty());
        InstantSource clock = () -> now;
        return new Vouchers(calls, owner, options, new DataFolder(folder.resolve(name), RANDOM), clock);
    }

    private static boolean renew(Vouchers client, long needed) throws IOException {
        return client.renew(Nanoton.of(needed), _ -> {});
    }

    @Test
    void renewsAtHalfOfTheStep() throws IOException {
        Ledger ledger = new Ledger(owner, 10_000);
        Vouchers client = client(ledger, "a", 1000, 5000, 5000);
        assertThat(renew(client, 0)).isTrue();
        assertThat(ledger.promised()).isEqualTo(Nanoton.of(1000));
        ledger.use(499);
        renew(client, 0);
        assertThat(ledger.promised()).isEqualTo(Nanoton.of(1000));
        ledger.use(1);
        renew(client, 0);
        assertThat(ledger.promised()).isEqualTo(Nanoton.of(1500));
    }

    @Test
    void neverSignsMoreThanItsStepItsLimitItsRateOrTheDeposit() throws IOException {
        Ledger ledger = new Ledger(owner, 10_000);
        Vouchers client = client(ledger, "a", 1000, 2500, 5000);
        assertThat(renew(client, 3000)).as("one step").isFalse();
        assertThat(ledger.promised()).isEqualTo(Nanoton.of(1000));
        ledger.use(1000);
        renew(client, 0);
        ledger.use(1000);
        renew(client, 0);
        assertThat(ledger.promised()).as("the limit").isEqualTo(Nanoton.of(2500));

        Ledger slow = new Ledger(owner, 10_000);
        Vouchers rated = client(slow, "b", 1000, 9000, 1200);
        renew(rated, 0);
        slow.use(1000);
        renew(rated, 0);
        assertThat(slow.promised()).as("the rate").isEqualTo(Nanoton.of(1200));
        renew(client(slow, "b", 1000, 9000, 1200), 0);
        assertThat(slow.promised()).as("the rate of a client started anew").isEqualTo(Nanoton.of(1200));
        now = now.plusSeconds(86_400);
        renew(rated, 0);
        assertThat(slow.promised()).as("the next day").isEqualTo(Nanoton.of(2000));

        Ledger poor = new Ledger(owner, 700);
        assertThat(renew(client(poor, "c", 1000, 9000, 9000), 800)).isFalse();
        assertThat(poor.promised()).as("the deposit").isEqualTo(Nanoton.of(700));
    }

    @Test
    void severalClientsAtOnceRaiseOneHead() throws Exception {
        Ledger ledger = new Ledger(owner, 1_000_000);
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Vouchers client = client(ledger, "client" + i, 1000, 900_000, 900_000);
            calls.add(() -> {
                for (int round = 0; round < 20; round++) {
                    renew(client, 0);
                    ledger.use(100);
                }
                return true;
            });
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> call : threads.invokeAll(calls)) {
                assertThat(call.get()).isTrue();
            }
        }
        // 8,000 were used; each raise brought the account back to a step and no further.
        assertThat(ledger.promised().value()).isBetween(8000L, 9000L);
    }

    @Test
    void aHeadThatEndsSoonIsSignedForLonger() throws IOException {
        Ledger ledger = new Ledger(owner, 10_000);
        Vouchers client = client(ledger, "a", 1000, 5000, 5000);
        renew(client, 0);
        Instant first = end(ledger);
        now = now.plusSeconds(24L * 86_400);
        renew(client, 0);
        assertThat(end(ledger)).isAfter(first);
        assertThat(ledger.promised()).isEqualTo(Nanoton.of(1000));
    }

    private static Instant end(Ledger ledger) {
        return Objects.requireNonNull(ledger.escrow().head()).validUntil();
    }

    @Test
    void signsNothingOverWhatTheOperatorInvents() throws IOException {
        SigningKey other = SigningKey.generate(RANDOM);
        refuses(status -> with(status, status.opening(), status.voucherKey(), invented(status, other)));
        refuses(status -> with(status, status.opening(), other.publicKey(), status.head()));
        EscrowOpening opening = new Ledger(owner, 5).escrow().opening();
        var elsewhere = new EscrowOpening(
                opening.chain(),
                opening.nonce() + 1,
                opening.payer(),
                opening.payee(),
                opening.voucherKey(),
                opening.expiry(),
                opening.delaySeconds());
        refuses(status -> with(status, elsewhere, status.voucherKey(), status.head()));
    }

    private SignedVoucher invented(EscrowStatus status, SigningKey key) {
        return EscrowCells.signed(EscrowCells.keys(status.opening(), key.publicKey())
                .sign(key, new Promise(Nanoton.of(4000), status.opening().expiry())));
    }

    private static EscrowStatus with(EscrowStatus s, EscrowOpening opening, Bytes key, @Nullable SignedVoucher head) {
        return new EscrowStatus(
                s.address(),
                opening,
                key,
                s.depositLink(),
                s.held(),
                s.claimed(),
                s.backed(),
                s.revision(),
                head,
                s.exit());
    }

    private void refuses(UnaryOperator<EscrowStatus> lie) throws IOException {
        Ledger ledger = new Ledger(owner, 10_000);
        renew(client(ledger, "honest", 1000, 5000, 5000), 0);
        ledger.use(1000);
        EscrowCalls liar = new EscrowCalls() {
            @Override
            public EscrowStatus escrow() {
                return lie.apply(ledger.escrow());
            }

            @Override
            public Nanoton available() {
                return ledger.available();
            }

            @Override
            public EscrowStatus raise(RaiseVoucher order) {
                throw new AssertionError("signed over what was not verified");
            }
        };
        Vouchers client = client(liar, "lied-to", 1000, 5000, 5000);
        assertThatThrownBy(() -> renew(client, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nothing is");
    }
}
