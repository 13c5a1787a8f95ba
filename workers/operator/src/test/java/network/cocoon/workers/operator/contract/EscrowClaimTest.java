package network.cocoon.workers.operator.contract;

import static network.cocoon.workers.operator.contract.Chain.ton;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.escrow.Certificate;
import network.cocoon.wire.escrow.EscrowKeys;
import network.cocoon.wire.escrow.EscrowTerms;
import network.cocoon.wire.escrow.Grant;
import network.cocoon.wire.escrow.Promise;
import network.cocoon.wire.escrow.Voucher;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.tvm.block.Message;
import org.junit.jupiter.api.Test;

/** Who takes money out of an escrow by vouchers, and who does not. All on the real TVM. */
class EscrowClaimTest {

    private static final int SIGNATURE = 51;
    private static final int EXPIRED = 52;
    private static final int NOTHING_TO_PAY = 53;

    private final EscrowFixture f = new EscrowFixture();

    @Test
    void an_external_claim_pays_what_the_voucher_says_and_the_payee_bears_the_cost() {
        BigInteger before = f.chain.balance(f.escrow);
        var outcome = f.claim(f.voucher("3"));
        assertThat(f.claimed()).isEqualTo(ton("3"));
        BigInteger gone = before.subtract(f.chain.balance(f.escrow));
        assertThat(gone)
                .as("the escrow pays the promise at most")
                .isLessThanOrEqualTo(BigInteger.valueOf(ton("3").value()))
                .isGreaterThan(BigInteger.valueOf(ton("2.998").value()));
        assertThat(EscrowMessages.payout(payout(outcome).body())).contains(ton("3"));
        assertThat(payout(outcome).bounce())
                .as("money that arrived cannot come back uncounted")
                .isFalse();
    }

    @Test
    void the_next_voucher_pays_the_difference() {
        f.claim(f.voucher("3"));
        BigInteger before = f.chain.balance(f.payee);
        f.claim(f.voucher("4"));
        assertThat(f.claimed()).isEqualTo(ton("4"));
        assertThat(f.chain.balance(f.payee).subtract(before))
                .isBetween(BigInteger.valueOf(ton("0.996").value()), BigInteger.valueOf(ton("1").value()));
    }

    @Test
    void a_replay_and_an_older_voucher_cost_the_escrow_nothing() {
        Voucher old = f.voucher("2");
        f.claim(f.voucher("3"));
        BigInteger before = f.chain.balance(f.escrow);
        for (Voucher again : new Voucher[] {f.voucher("3"), old}) {
            assertThat(f.claim(again).exitCode()).isEqualTo(NOTHING_TO_PAY);
            assertThat(f.claim(again).transactions()).isEmpty();
        }
        assertThat(f.chain.balance(f.escrow)).isEqualTo(before);
    }

    @Test
    void a_claim_from_a_wallet_leaves_the_whole_promise_to_the_payee() {
        BigInteger before = f.chain.balance(f.escrow);
        var outcome = f.chain.send(f.stranger, f.escrow, ton("0.02"), EscrowMessages.claim(f.voucher("3")));
        assertThat(before.subtract(f.chain.balance(f.escrow))).isEqualTo(BigInteger.valueOf(ton("3").value()));
        assertThat(payout(outcome).value()).isGreaterThan(BigInteger.valueOf(ton("3").value()));
    }

    @Test
    void a_claim_from_a_wallet_that_pays_too_little_takes_no_gas_from_the_escrow() {
        BigInteger before = f.chain.balance(f.escrow);
        for (String value : new String[] {"0.0005", "0.001", "0.0015", "0.0018", "0.002"}) {
            f.chain.send(f.stranger, f.escrow, ton(value), EscrowMessages.claim(f.voucher("3")));
            BigInteger taken = before.subtract(f.chain.balance(f.escrow));
            BigInteger owed = BigInteger.valueOf(f.claimed().value());
            assertThat(taken).as("with %s TON", value).isLessThanOrEqualTo(owed);
        }
    }

    @Test
    void an_underfunded_escrow_pays_what_it_has_and_owes_the_rest() {
        // Cocoon's lost claim: there the signed amount is consumed, the payment fails, and nothing is ever paid.
        Voucher voucher = f.voucher("25");
        f.claim(voucher);
        Nanoton first = f.claimed();
        assertThat(first.value()).isBetween(ton("9.9").value(), ton("10").value());
        assertThat(f.claim(voucher).exitCode()).as("nothing is left to pay").isEqualTo(NOTHING_TO_PAY);
        f.chain.send(f.payer, f.escrow, ton("20"), EscrowMessages.topUp());
        BigInteger before = f.chain.balance(f.payee);
        f.claim(voucher);
        assertThat(f.claimed()).as("the same voucher is worth the rest").isEqualTo(ton("25"));
        assertThat(f.chain.balance(f.payee).subtract(before))
                .isGreaterThan(BigInteger.valueOf(
                        25_000_000_000L - first.value() - ton("0.004").value()));
    }

    @Test
    void an_escrow_with_nothing_refuses_before_it_accepts() {
        f.claim(f.voucher("25"));
        BigInteger left = f.chain.balance(f.escrow);
        var refused = f.claim(f.voucher("26"));
        assertThat(refused.transactions()).isEmpty();
        assertThat(f.chain.balance(f.escrow)).isEqualTo(left);
        assertThat(left).as("the rent of the tombstone is not paid out").isGreaterThan(BigInteger.valueOf(18_000_000));
    }

    @Test
    void dust_is_refused_from_outside_where_its_fees_would_eat_it() {
        var dust = f.keys.sign(f.owner, new Promise(Nanoton.of(3_000_000), f.soon()));
        assertThat(f.claim(dust).exitCode()).isEqualTo(NOTHING_TO_PAY);
        f.chain.send(f.stranger, f.escrow, ton("0.02"), EscrowMessages.claim(dust));
        assertThat(f.claimed()).isEqualTo(Nanoton.of(3_000_000));
    }

    @Test
    void time_ends_a_voucher_and_the_escrow() {
        Voucher voucher = f.voucher("3");
        f.chain.pass(Duration.ofHours(6));
        assertThat(f.claim(voucher).exitCode()).isEqualTo(EXPIRED);
        Voucher forEver = f.keys.sign(
                f.owner,
                new Promise(ton("3"), Chain.START.plus(EscrowTerms.LIFETIME).plusSeconds(1_000_000)));
        f.chain.pass(EscrowTerms.LIFETIME);
        assertThat(f.claim(forEver).exitCode()).isEqualTo(EXPIRED);
    }

    @Test
    void only_the_voucher_key_and_only_for_this_escrow_and_network() {
        Promise promise = new Promise(ton("3"), f.soon());
        assertThat(f.claim(f.keys.sign(f.client, promise)).exitCode()).isEqualTo(SIGNATURE);

        EscrowState other = EscrowState.opening(
                EscrowFixture.terms(EscrowFixture.NETWORK, 8), f.owner.publicKey(), f.payee, f.payer);
        EscrowKeys elsewhere = other.keys(other.initial().address());
        assertThat(f.claim(elsewhere.sign(f.owner, promise)).exitCode())
                .as("opened anew")
                .isEqualTo(SIGNATURE);

        EscrowKeys mainnet = new EscrowKeys(EscrowFixture.terms(-239, 7), f.escrow, f.owner.publicKey());
        assertThat(f.claim(mainnet.sign(f.owner, promise)).exitCode())
                .as("another network")
                .isEqualTo(SIGNATURE);

        EscrowKeys there = new EscrowKeys(f.terms, Chain.wallet(9), f.owner.publicKey());
        assertThat(f.claim(there.sign(f.owner, promise)).exitCode())
                .as("another address")
                .isEqualTo(SIGNATURE);
        assertThat(f.claimed()).isEqualTo(Nanoton.ZERO);
    }

    @Test
    void every_changed_bit_of_a_voucher_is_refused() {
        Cell good = f.voucher("3").toCell();
        // The bit for a certificate is the last; without one there is no cell to read.
        for (int bit = 0; bit < good.bits(); bit += 7) {
            Cell forged = flipped(good, bit);
            var outcome = f.chain.external(f.escrow, Messages.external(f.escrow, null, forged));
            assertThat(outcome.transactions()).as("bit %d", bit).isEmpty();
        }
        assertThat(f.claimed()).isEqualTo(Nanoton.ZERO);
    }

    @Test
    void a_certified_client_signs_up_to_its_limit() {
        Certificate certificate = f.certificate(f.client.publicKey(), "2");
        f.claim(f.keys.sign(f.client, new Promise(ton("1"), f.soon()), certificate));
        assertThat(f.claimed()).isEqualTo(ton("1"));
        f.claim(f.keys.sign(f.client, new Promise(ton("5"), f.soon()), certificate));
        assertThat(f.claimed()).as("the limit, not what the client signed").isEqualTo(ton("2"));
    }

    @Test
    void a_certificate_is_checked_as_a_voucher_is() {
        Promise promise = new Promise(ton("1"), f.soon());
        Certificate own = f.keys.certify(f.client, new Grant(f.client.publicKey(), promise));
        assertThat(f.claim(f.keys.sign(f.client, promise, own)).exitCode()).isEqualTo(SIGNATURE);

        Certificate good = f.certificate(f.client.publicKey(), "2");
        assertThat(f.claim(f.keys.sign(f.operator, promise, good)).exitCode())
                .as("another's")
                .isEqualTo(SIGNATURE);

        Certificate raised =
                new Certificate(new Grant(f.client.publicKey(), new Promise(ton("9"), f.soon())), good.signature());
        assertThat(f.claim(f.keys.sign(f.client, promise, raised)).exitCode()).isEqualTo(SIGNATURE);

        Voucher asCertificate = f.keys.sign(f.owner, promise);
        Certificate reused = new Certificate(new Grant(f.client.publicKey(), promise), asCertificate.signature());
        assertThat(f.claim(f.keys.sign(f.client, promise, reused)).exitCode()).isEqualTo(SIGNATURE);

        f.chain.pass(Duration.ofHours(7));
        Promise later = new Promise(ton("1"), f.soon());
        assertThat(f.claim(f.keys.sign(f.client, later, good)).exitCode()).isEqualTo(EXPIRED);
    }

    @Test
    void no_form_of_a_claim_takes_more_from_the_escrow_than_was_promised() {
        Certificate certificate = f.certificate(f.client.publicKey(), "9");
        for (Voucher voucher :
                new Voucher[] {f.voucher("1"), f.keys.sign(f.client, new Promise(ton("2"), f.soon()), certificate)}) {
            // The body in a cell of its own, which costs more to import; nobody signs where it lies.
            Cell message = CellBuilder.begin()
                    .uint(0b10, 2)
                    .address(null)
                    .address(f.escrow)
                    .coins(0)
                    .bit(false)
                    .bit(true)
                    .ref(voucher.toCell())
                    .end();
            BigInteger before = f.chain.balance(f.escrow);
            f.chain.external(f.escrow, message);
            assertThat(f.claimed()).isEqualTo(voucher.promise().cumulative());
            assertThat(before.subtract(f.chain.balance(f.escrow)))
                    .isLessThanOrEqualTo(BigInteger.valueOf(ton("1").value()));
        }
    }

    @Test
    void nobody_pads_a_claim_to_burn_the_apps_money() {
        // The escrow pays for the import of all that a message carries, once it accepts.
        Cell ballast = CellBuilder.begin().bytes(new byte[120]).end();
        Cell good = f.voucher("3").toCell();
        Cell more = CellBuilder.begin().cell(good).ref(ballast).end();
        Cell longer = CellBuilder.begin().cell(good).bit(true).end();
        InitialState attached = new InitialState(ballast, ballast);
        BigInteger before = f.chain.balance(f.escrow);
        assertThat(f.chain
                        .external(f.escrow, Messages.external(f.escrow, null, more))
                        .transactions())
                .isEmpty();
        assertThat(f.chain
                        .external(f.escrow, Messages.external(f.escrow, null, longer))
                        .transactions())
                .isEmpty();
        assertThat(f.chain
                        .external(f.escrow, Messages.external(f.escrow, attached, good))
                        .transactions())
                .isEmpty();
        assertThat(f.chain
                        .external(f.escrow, Messages.external(f.escrow, f.opening.initial(), good))
                        .transactions())
                .isEmpty();
        assertThat(f.chain.balance(f.escrow)).isEqualTo(before);
    }

    @Test
    void a_cascade_cut_in_the_middle_loses_nothing() {
        BigInteger before = f.chain.balance(f.payee);
        f.chain.deliver(f.escrow, EscrowMessages.externalClaim(f.escrow, f.voucher("3")));
        assertThat(f.claimed()).isEqualTo(ton("3"));
        assertThat(f.claim(f.voucher("3")).refused())
                .as("the retry of an answer that was lost")
                .isNotNull();
        f.chain.settle();
        assertThat(f.chain.balance(f.payee).subtract(before))
                .isGreaterThan(BigInteger.valueOf(ton("2.996").value()));
    }

    @Test
    void the_payout_arrives_whatever_lies_at_the_payees_address() {
        EscrowState toNobody = EscrowState.opening(f.terms, f.owner.publicKey(), f.stranger, f.payer);
        TonAddress escrow = toNobody.initial().address();
        f.chain.send(f.payer, escrow, ton("5"), EscrowMessages.topUp(), toNobody.initial(), false);
        Voucher voucher = toNobody.keys(escrow).sign(f.owner, new Promise(ton("1"), f.soon()));
        f.chain.external(escrow, EscrowMessages.externalClaim(escrow, voucher));
        assertThat(f.chain.balance(f.stranger))
                .isGreaterThan(BigInteger.valueOf(ton("0.996").value()));
    }

    @Test
    void bounces_true_and_forged_change_nothing_but_the_balance() {
        f.claim(f.voucher("3"));
        Cell body = CellBuilder.begin()
                .uint(0xFFFFFFFFL, 32)
                .uint(0x434F0201L, 32)
                .uint(3, 64)
                .end();
        Cell data = f.chain.data(f.escrow);
        f.chain.deliver(f.escrow, f.chain.bounced(f.payee, f.escrow, ton("1"), body));
        f.chain.send(f.stranger, f.escrow, ton("1"), body);
        assertThat(f.chain.data(f.escrow)).isEqualTo(data);
    }

    @Test
    void dust_from_strangers_grows_nothing() {
        Cell data = f.chain.data(f.escrow);
        for (int i = 0; i < 50; i++) {
            f.chain.send(f.stranger, f.escrow, Nanoton.of(1_000_000), EscrowMessages.topUp());
        }
        assertThat(f.chain.data(f.escrow)).isEqualTo(data);
    }

    private Message.Internal payout(Chain.Outcome outcome) {
        return (Message.Internal) outcome.at(f.escrow).out().getFirst();
    }

    static Cell flipped(Cell cell, int bit) {
        var in = cell.read();
        CellBuilder out = CellBuilder.begin();
        for (int i = 0; i < cell.bits(); i++) {
            out.bit(in.bit() ^ i == bit);
        }
        while (in.refsLeft() > 0) {
            out.ref(in.ref());
        }
        return out.end();
    }

    @Test
    void the_state_that_is_read_is_the_state_that_was_opened() {
        assertThat(f.state()).isEqualTo(f.opening);
        assertThat(f.state().asked()).isEqualTo(Optional.empty());
    }
}
