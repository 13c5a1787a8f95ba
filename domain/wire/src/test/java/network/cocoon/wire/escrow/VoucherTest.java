package network.cocoon.wire.escrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import org.junit.jupiter.api.Test;

class VoucherTest {

    private static final long LAST = (1L << 32) - 1;
    private static final SigningKey OWNER = key(1);
    private static final SigningKey CLIENT = key(2);
    private static final EscrowTerms TERMS =
            new EscrowTerms(Instant.ofEpochSecond(1_900_000_000), -3, 7, Duration.ofDays(1));
    private static final TonAddress ESCROW = new TonAddress((byte) 0, Digest.sha256(new byte[] {1}));
    private static final EscrowKeys KEYS = new EscrowKeys(TERMS, ESCROW, OWNER.publicKey());

    @Property(tries = 200)
    void what_is_written_is_read(
            @ForAll @LongRange(min = 0) long cumulative,
            @ForAll @LongRange(min = 0, max = LAST) long until,
            @ForAll @LongRange(min = 0) long limit,
            @ForAll boolean certified) {
        Promise promise = promise(cumulative, until);
        Voucher voucher = certified
                ? KEYS.sign(CLIENT, promise, KEYS.certify(OWNER, new Grant(CLIENT.publicKey(), promise(limit, until))))
                : KEYS.sign(OWNER, promise);
        assertThat(Voucher.of(voucher.toCell())).isEqualTo(voucher);
        assertThat(Voucher.of(Cell.ofBoc(voucher.toCell().toBoc()))).isEqualTo(voucher);
        assertThat(KEYS.verify(voucher)).isTrue();
    }

    @Property(tries = 200)
    void a_forged_bit_anywhere_is_refused(@ForAll @IntRange(max = 607) int bit) {
        Cell good = KEYS.sign(OWNER, promise(5, 1_800_000_000)).toCell();
        assertThat(accepted(flipped(good, bit))).isFalse();
    }

    @Property(tries = 200)
    void a_forged_bit_of_a_certificate_is_refused(@ForAll @IntRange(max = 863) int bit) {
        Certificate certificate = KEYS.certify(OWNER, new Grant(CLIENT.publicKey(), promise(9, 1_800_000_000)));
        Cell good = KEYS.sign(CLIENT, promise(5, 1_800_000_000), certificate).toCell();
        CellReader in = good.read();
        CellBuilder forged = CellBuilder.begin();
        while (in.bitsLeft() > 0) {
            forged.bit(in.bit());
        }
        assertThat(accepted(forged.ref(flipped(in.ref(), bit)).end())).isFalse();
    }

    @Test
    void a_voucher_is_good_for_one_escrow_of_one_opening_on_one_network() {
        Voucher voucher = KEYS.sign(OWNER, promise(5, 1_800_000_000));
        EscrowTerms mainnet = new EscrowTerms(TERMS.expiry(), -239, TERMS.nonce(), TERMS.delay());
        EscrowTerms again = new EscrowTerms(TERMS.expiry(), TERMS.networkId(), 8, TERMS.delay());
        TonAddress there = new TonAddress((byte) 0, Digest.sha256(new byte[] {2}));
        assertThat(new EscrowKeys(mainnet, ESCROW, OWNER.publicKey()).verify(voucher))
                .isFalse();
        assertThat(new EscrowKeys(again, ESCROW, OWNER.publicKey()).verify(voucher))
                .isFalse();
        assertThat(new EscrowKeys(TERMS, there, OWNER.publicKey()).verify(voucher))
                .isFalse();
        assertThat(new EscrowKeys(TERMS, ESCROW, CLIENT.publicKey()).verify(voucher))
                .isFalse();
        assertThat(KEYS.verify(voucher)).isTrue();
    }

    @Test
    void a_vouchers_signature_is_no_certificates() {
        Promise promise = promise(5, 1_800_000_000);
        Voucher voucher = KEYS.sign(OWNER, promise);
        Certificate reused = new Certificate(new Grant(CLIENT.publicKey(), promise), voucher.signature());
        assertThat(KEYS.verify(KEYS.sign(CLIENT, promise, reused))).isFalse();
    }

    @Test
    void worth_is_the_lowest_amount_and_the_earliest_end() {
        Certificate certificate = KEYS.certify(OWNER, new Grant(CLIENT.publicKey(), promise(4, 1_850_000_000)));
        Voucher voucher = KEYS.sign(CLIENT, promise(5, 1_999_000_000), certificate);
        assertThat(EscrowKeys.worth(voucher, TERMS)).isEqualTo(promise(4, 1_850_000_000));
        Voucher plain = KEYS.sign(OWNER, promise(5, 1_999_000_000));
        assertThat(EscrowKeys.worth(plain, TERMS)).isEqualTo(promise(5, 1_900_000_000));
        assertThat(plain.certificate()).isEqualTo(Optional.empty());
    }

    @Test
    void nothing_may_follow_a_voucher() {
        Cell good = KEYS.sign(OWNER, promise(5, 1_800_000_000)).toCell();
        Cell longer = CellBuilder.begin().cell(good).bit(true).end();
        assertThatThrownBy(() -> Voucher.of(longer)).isInstanceOf(TonFormatException.class);
        assertThatThrownBy(() -> Voucher.of(Cell.EMPTY)).isInstanceOf(TonFormatException.class);
    }

    /** Pinned: what a wallet or another client of ours signs must hash the same for ever. */
    @Test
    void the_hash_that_is_signed() {
        assertThat(Digest.of(KEYS.hash(promise(1_000_000_000, 1_800_000_000))).hex())
                .isEqualTo("18a9991383ddfd4ea6aa7efd60350d1eabd75b488d18dff924c9d9822c700832");
    }

    private static boolean accepted(Cell forged) {
        try {
            return KEYS.verify(Voucher.of(forged));
        } catch (TonFormatException e) {
            return false;
        }
    }

    private static Cell flipped(Cell cell, int bit) {
        CellReader in = cell.read();
        CellBuilder out = CellBuilder.begin();
        for (int i = 0; i < cell.bits(); i++) {
            out.bit(in.bit() ^ i == bit);
        }
        while (in.refsLeft() > 0) {
            out.ref(in.ref());
        }
        return out.end();
    }

    private static Promise promise(long cumulative, long until) {
        return new Promise(Nanoton.of(cumulative), Instant.ofEpochSecond(until));
    }

    private static SigningKey key(int number) {
        byte[] seed = new byte[SigningKey.KEY_BYTES];
        seed[0] = (byte) number;
        return SigningKey.ofSeed(seed);
    }
}
