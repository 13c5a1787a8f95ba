package network.cocoon.workers.operator.contract;

import static network.cocoon.workers.operator.contract.Chain.ton;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.settlement.ExitClaim;
import network.cocoon.domain.settlement.ExitTree;
import network.cocoon.domain.settlement.Payment;
import network.cocoon.wire.exit.ExitClaims;
import network.cocoon.wire.exit.ExitStorage;
import network.cocoon.wire.ton.TonAddress;

/** An exit with 10 TON in it and no root yet. */
final class ExitFixture {

    static final int NETWORK = -3;
    static final Duration DELAY = Duration.ofDays(14);

    final Chain chain = new Chain();
    final SigningKey key = EscrowFixture.key(7);
    final TonAddress owner = Chain.wallet(1);
    final TonAddress stranger = Chain.wallet(2);
    final ExitStorage opening = ExitStorage.opening(key.publicKey(), DELAY, NETWORK, owner);
    final TonAddress exit = ExitMessages.initial(opening).address();

    ExitFixture() {
        chain.deploy(ExitMessages.initial(opening), ton("10"));
    }

    /** So many providers, each of whom is owed 0.01 TON and as many nanoton as it has a number. */
    static List<Payment> owed(int count) {
        List<Payment> owed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            owed.add(new Payment(
                    new ProviderId("own_" + String.format("%032x", i)),
                    wallet(i).raw(),
                    Nanoton.of(10_000_000L + i)));
        }
        return owed;
    }

    static TonAddress wallet(int provider) {
        return new TonAddress((byte) 0, Digest.sha256(("provider " + provider).getBytes(StandardCharsets.UTF_8)));
    }

    static List<Payment> owed(String... amounts) {
        List<Payment> owed = new ArrayList<>();
        for (Payment payment : owed(amounts.length)) {
            owed.add(new Payment(payment.provider(), payment.address(), ton(amounts[owed.size()])));
        }
        return owed;
    }

    int set(long number, Digest root) {
        return chain.external(
                        exit,
                        ExitMessages.setRoot(exit, key, number, chain.now().plus(Duration.ofHours(1)), root, null))
                .exitCode();
    }

    /** Sets that root and lets the exit open. */
    ExitTree open(List<Payment> owed) {
        ExitTree tree = ExitTree.of(owed);
        if (set(1, tree.root()) != 0) {
            throw new AssertionError("the root was refused");
        }
        chain.pass(DELAY);
        return tree;
    }

    Chain.Outcome claim(ExitClaim claim) {
        return chain.send(stranger, exit, ExitClaims.FOR_GAS, ExitClaims.body(claim));
    }

    ExitStorage state() {
        return ExitStorage.of(chain.data(exit));
    }
}
