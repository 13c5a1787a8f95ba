package network.cocoon.wire.tonproof;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.provider.ProvenWallet;
import network.cocoon.domain.provider.TonProof;
import org.junit.jupiter.api.Test;

class WalletCellsTest {

    private static final TestWallet OWNER = TestWallet.of(WalletCode.V5R1, "owner");
    private static final WalletCells CELLS = new WalletCells();
    private static final TonProof HONEST = proof(TestWallet.DOMAIN, 1_700_000_000L, "cocoon/local-1/register/x");

    private static TonProof proof(String domain, long time, String payload) {
        Bytes signature = OWNER.key().sign(TonProofs.statement(OWNER.address(), domain, time, payload));
        return new TonProof(domain, time, payload, Bytes.of(OWNER.stateInit().toBoc()), signature);
    }

    @Test
    void aProofIsOfTheWalletWithThisState() {
        assertThat(CELLS.wallet(HONEST))
                .contains(new ProvenWallet(OWNER.address().raw(), OWNER.key().publicKey()));
    }

    @Test
    void everyWordOfItIsSigned() {
        Bytes other =
                Bytes.of(TestWallet.of(WalletCode.V5R1, "other").stateInit().toBoc());
        assertThat(CELLS.wallet(new TonProof(
                        "evil.example",
                        HONEST.signedAtSeconds(),
                        HONEST.payload(),
                        HONEST.stateInit(),
                        HONEST.signature())))
                .isEmpty();
        assertThat(CELLS.wallet(new TonProof(
                        HONEST.domain(),
                        HONEST.signedAtSeconds() + 1,
                        HONEST.payload(),
                        HONEST.stateInit(),
                        HONEST.signature())))
                .isEmpty();
        assertThat(CELLS.wallet(new TonProof(
                        HONEST.domain(),
                        HONEST.signedAtSeconds(),
                        "cocoon/local-1/pay/x",
                        HONEST.stateInit(),
                        HONEST.signature())))
                .isEmpty();
        assertThat(CELLS.wallet(new TonProof(
                        HONEST.domain(), HONEST.signedAtSeconds(), HONEST.payload(), other, HONEST.signature())))
                .isEmpty();
        assertThat(CELLS.wallet(proof("d".repeat(129), 1, "p"))).isEmpty();
        assertThat(CELLS.wallet(proof("d", 1, "p".repeat(129)))).isEmpty();
    }

    @Property(tries = 500)
    void anyBytesAreNoWallet(@ForAll byte[] state, @ForAll byte[] signature, @ForAll String text, @ForAll long time) {
        assertThat(CELLS.wallet(new TonProof(text, time, text, Bytes.of(state), Bytes.of(signature))))
                .isEmpty();
    }

    /** A flipped bit of the state is another wallet or none, of the signature none. */
    @Property(tries = 1_000)
    void aChangedProofIsNeverOfAnotherWallet(@ForAll @IntRange(max = 100_000) int at, @ForAll boolean inState) {
        byte[] bytes = (inState ? HONEST.stateInit() : HONEST.signature()).toArray();
        int bit = at % (8 * bytes.length);
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        TonProof changed = new TonProof(
                HONEST.domain(),
                HONEST.signedAtSeconds(),
                HONEST.payload(),
                inState ? Bytes.of(bytes) : HONEST.stateInit(),
                inState ? HONEST.signature() : Bytes.of(bytes));
        CELLS.wallet(changed).ifPresent(wallet -> assertThat(wallet.address())
                .isEqualTo(OWNER.address().raw()));
    }
}
