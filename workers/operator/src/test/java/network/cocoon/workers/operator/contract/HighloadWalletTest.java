package network.cocoon.workers.operator.contract;

import static network.cocoon.workers.operator.contract.Chain.ton;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.HighloadWallet.Payment;
import network.cocoon.workers.operator.contract.HighloadWallet.QueryId;
import org.junit.jupiter.api.Test;

/** How providers are paid, and that a retry pays nobody twice. On the real TVM. */
class HighloadWalletTest {

    private static final int ALREADY_EXECUTED = 36;
    private static final int CREATED_TOO_EARLY = 35;

    private final Chain chain = new Chain();
    private final SigningKey key = EscrowFixture.key(3);
    private final HighloadWallet wallet =
            new HighloadWallet(key.publicKey(), HighloadWallet.SUBWALLET, Duration.ofHours(1));

    @Test
    void one_message_pays_all_and_its_retry_pays_nobody() {
        chain.deploy(wallet.initial(), ton("100"));
        Cell message = pay(1, payments(20, "1"));
        chain.external(wallet.address(), message);
        assertThat(paid(20)).isEqualTo(20);
        assertThat(chain.external(wallet.address(), message).exitCode()).isEqualTo(ALREADY_EXECUTED);
        // Another list under the same query id: two operators at once.
        assertThat(chain.external(wallet.address(), pay(1, payments(3, "2"))).exitCode())
                .isEqualTo(ALREADY_EXECUTED);
        chain.pass(Duration.ofHours(1));
        assertThat(chain.external(wallet.address(), message).exitCode()).isEqualTo(CREATED_TOO_EARLY);
    }

    @Test
    void an_underfunded_list_pays_nobody_and_keeps_the_money() {
        chain.deploy(wallet.initial(), ton("15"));
        BigInteger before = chain.balance(wallet.address());
        var outcome = chain.external(wallet.address(), pay(1, payments(20, "1")));
        assertThat(paid(20)).as("all or none").isZero();
        assertThat(before.subtract(chain.balance(wallet.address()))).isLessThan(BigInteger.valueOf(20_000_000));
        assertThat(outcome.lastActionCode()).as("seen on chain").isNotEqualTo(0);
        chain.send(Chain.wallet(1), wallet.address(), ton("10"), Cell.EMPTY);
        chain.external(wallet.address(), pay(2, payments(20, "1")));
        assertThat(paid(20)).isEqualTo(20);
    }

    @Test
    void a_payee_that_cannot_exist_fails_the_list_openly() {
        chain.deploy(wallet.initial(), ton("100"));
        List<Payment> list = new ArrayList<>(payments(3, "1"));
        list.add(new Payment(new TonAddress((byte) 5, Digest.sha256()), ton("1"), Cell.EMPTY));
        var outcome = chain.external(wallet.address(), pay(1, list));
        assertThat(paid(3)).isZero();
        assertThat(outcome.lastActionCode()).isNotEqualTo(0);
        assertThat(outcome.skipped()).isZero();
    }

    @Test
    void a_list_has_254_payments_at_most() {
        chain.deploy(wallet.initial(), ton("400"));
        chain.external(wallet.address(), pay(1, payments(HighloadWallet.MAX_PAYMENTS, "1")));
        assertThat(paid(HighloadWallet.MAX_PAYMENTS)).isEqualTo(HighloadWallet.MAX_PAYMENTS);
    }

    private Cell pay(int query, List<Payment> payments) {
        return wallet.pay(key, new QueryId(0, query), chain.now().minusSeconds(10), payments);
    }

    private long paid(int count) {
        return payments(count, "1").stream()
                .filter(p -> chain.balance(p.to()).signum() > 0)
                .count();
    }

    static List<Payment> payments(int count, String amount) {
        Nanoton value = ton(amount);
        List<Payment> payments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TonAddress to = new TonAddress((byte) 0, Digest.sha256(new byte[] {(byte) i, (byte) (i >> 8), 1}));
            payments.add(new Payment(to, value, Cell.EMPTY));
        }
        return payments;
    }
}
