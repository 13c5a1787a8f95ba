package network.cocoon.workers.operator.contract;

import static network.cocoon.workers.operator.contract.Chain.ton;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.escrow.EscrowKeys;
import network.cocoon.wire.escrow.Promise;
import network.cocoon.wire.escrow.Voucher;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Any history of an escrow, from a seed: deposits, vouchers old and new, replays, closes, key changes, strangers, time,
 * payments that stay on the way and arrive in another order. Whatever happens, nobody gets more than is his and nothing is lost.
 */
class EscrowHistoryTest {

    private static final int STEPS = 25;

    private static final Nanoton FEE = ton("0.02");

    private EscrowFixture f = new EscrowFixture();
    private final List<Voucher> signed = new ArrayList<>();
    private SigningKey key = f.owner;
    private long highest;
    private BigInteger spent = BigInteger.ZERO;
    private BigInteger brought = BigInteger.ZERO;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void nobody_gets_more_and_nothing_is_lost(long seed) {
        Random random = new Random(seed);
        f = new EscrowFixture();
        key = f.owner;
        BigInteger before = total();
        Optional<Nanoton> claimed = f.state().claimed();
        for (int step = 0; step < STEPS; step++) {
            act(random);
            Optional<Nanoton> now = f.state().claimed();
            assertThat(claimed.isPresent() || now.isEmpty())
                    .as("closed for ever, seed %d", seed)
                    .isTrue();
            if (claimed.isPresent() && now.isPresent()) {
                assertThat(now.get()).as("claimed never falls, seed %d", seed).isGreaterThanOrEqualTo(claimed.get());
                assertThat(now.get().value())
                        .as("no more than was signed, seed %d", seed)
                        .isLessThanOrEqualTo(highest);
            }
            claimed = now;
            assertThat(total())
                    .as("conserved, seed %d step %d", seed, step)
                    .isEqualTo(before.add(brought).subtract(spent));
        }
    }

    private void act(Random random) {
        switch (random.nextInt(10)) {
            case 0 -> send(f.payer, amount(random, 5_000_000_000L), EscrowMessages.topUp());
            case 1, 2 -> claimNew(random);
            case 3 -> claimOld(random);
            case 4 -> send(f.payer, FEE, EscrowMessages.askToClose());
            case 5 -> send(f.payer, FEE, EscrowMessages.askToChangeKey(other().publicKey()));
            case 6 -> send(random.nextBoolean() ? f.payee : f.stranger, FEE, EscrowMessages.finish());
            case 7 -> send(f.stranger, amount(random, 30_000_000L), EscrowMessages.askToClose());
            case 8 -> note(f.chain.settle(random));
            default -> f.chain.pass(Duration.ofHours(random.nextInt(30)));
        }
        key = f.state().voucherKey().equals(f.owner.publicKey()) ? f.owner : f.client;
    }

    private void claimNew(Random random) {
        highest += random.nextLong(4_000_000_000L) + 1;
        Instant until = f.chain.now().plus(Duration.ofHours(random.nextInt(100)));
        EscrowKeys keys = f.state().keys(f.escrow);
        signed.add(keys.sign(key, new Promise(Nanoton.of(highest), until)));
        claimOld(random);
    }

    private void claimOld(Random random) {
        if (signed.isEmpty()) {
            return;
        }
        Voucher voucher = signed.get(random.nextInt(signed.size()));
        if (random.nextBoolean()) {
            note(f.chain.deliver(f.escrow, EscrowMessages.externalClaim(f.escrow, voucher)));
        } else {
            send(f.stranger, amount(random, 30_000_000L), EscrowMessages.claim(voucher));
        }
    }

    private SigningKey other() {
        return key == f.owner ? f.client : f.owner;
    }

    private void send(TonAddress from, Nanoton value, Cell body) {
        brought = brought.add(BigInteger.valueOf(value.value()));
        note(f.chain.deliver(f.escrow, f.chain.message(from, f.escrow, value, body, null, true)));
    }

    private void note(Chain.Outcome outcome) {
        spent = spent.add(outcome.fees());
    }

    private BigInteger total() {
        return f.chain
                .balance(f.escrow)
                .add(f.chain.balance(f.payee))
                .add(f.chain.balance(f.payer))
                .add(f.chain.balance(f.stranger))
                .add(f.chain.inFlight());
    }

    private static Nanoton amount(Random random, long below) {
        return Nanoton.of(random.nextLong(below) + 1);
    }
}
