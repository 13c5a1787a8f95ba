package network.cocoon.wire.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.account.SignedVoucher;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import org.junit.jupiter.api.Test;

class EscrowCellsTest {

    private static final SigningKey OWNER = key(1);
    private static final SigningKey CLIENT = key(2);
    private static final Instant END = Instant.ofEpochSecond(1_900_000_000);
    private static final EscrowOpening OPENING =
            new EscrowOpening(-3, 7, "0:" + "1".repeat(64), "-1:" + "2".repeat(64), OWNER.publicKey(), END, 86_400);
    private static final EscrowCells CELLS = new EscrowCells();

    @Test
    void everyPartOfTheOpeningIsInTheAddress() {
        assertThat(new EscrowOpening[] {
                    OPENING,
                    new EscrowOpening(-239, 7, OPENING.payer(), OPENING.payee(), OWNER.publicKey(), END, 86_400),
                    new EscrowOpening(-3, 8, OPENING.payer(), OPENING.payee(), OWNER.publicKey(), END, 86_400),
                    new EscrowOpening(-3, 7, OPENING.payee(), OPENING.payer(), OWNER.publicKey(), END, 86_400),
                    new EscrowOpening(-3, 7, OPENING.payer(), OPENING.payee(), CLIENT.publicKey(), END, 86_400),
                    new EscrowOpening(-3, 7, OPENING.payer(), OPENING.payee(), OWNER.publicKey(), END, 86_401),
                    new EscrowOpening(
                            -3, 7, OPENING.payer(), OPENING.payee(), OWNER.publicKey(), END.plusSeconds(1), 86_400)
                })
                .extracting(CELLS::address)
                .doesNotHaveDuplicates();
    }

    @Test
    void aVoucherIsTheSameInBothForms() {
        EscrowKeys keys = EscrowCells.keys(OPENING, OWNER.publicKey());
        Promise promise = new Promise(Nanoton.of(5), END);
        Voucher byOwner = keys.sign(OWNER, promise);
        Voucher byClient = keys.sign(CLIENT, promise, keys.certify(OWNER, new Grant(CLIENT.publicKey(), promise)));
        for (Voucher voucher : new Voucher[] {byOwner, byClient}) {
            SignedVoucher signed = EscrowCells.signed(voucher);
            assertThat(EscrowCells.voucher(signed)).isEqualTo(voucher);
            assertThat(CELLS.isSigned(OPENING, OWNER.publicKey(), signed)).isTrue();
            assertThat(CELLS.isSigned(OPENING, CLIENT.publicKey(), signed)).isFalse();
        }
        var more = EscrowCells.signed(byOwner);
        assertThat(CELLS.isSigned(
                        OPENING,
                        OWNER.publicKey(),
                        new SignedVoucher(Nanoton.of(6), END, more.signature(), more.certificate())))
                .isFalse();
    }

    @Test
    void whatNoContractCouldHaveIsNotSigned() {
        SignedVoucher none = new SignedVoucher(Nanoton.of(5), END, Bytes.EMPTY, null);
        assertThat(CELLS.isSigned(OPENING, OWNER.publicKey(), none)).isFalse();
        SignedVoucher late = new SignedVoucher(Nanoton.of(5), Instant.MAX, Bytes.of(new byte[64]), null);
        assertThat(CELLS.isSigned(OPENING, OWNER.publicKey(), late)).isFalse();
        assertThat(CELLS.isSigned(OPENING, Bytes.EMPTY, late)).isFalse();
    }

    @Test
    void theLinkDeploysTheEscrow() {
        String link = TransferLink.deposit(OPENING, Nanoton.of(50_000_000));
        assertThat(link).startsWith("ton://transfer/0Q").contains("?amount=50000000&init=");
        String init = Objects.requireNonNull(link.substring(link.indexOf("init=") + 5));
        Cell deployed = Cell.ofBoc(Base64.getUrlDecoder().decode(init));
        assertThat(TonAddress.ofStateInit(deployed).raw()).isEqualTo(CELLS.address(OPENING));
        assertThat(TonAddress.parse(link.substring(15, 63))).isEqualTo(TonAddress.ofStateInit(deployed));
    }

    @Test
    void theLinksThatLeaveCarryTheContractsOrders() {
        String ask = TransferLink.askToClose(OPENING);
        assertThat(ask).startsWith("ton://transfer/kQ").contains("?amount=50000000&bin=");
        assertThat(body(ask)).isEqualTo(EscrowContract.askToClose());
        assertThat(body(TransferLink.finish(OPENING))).isEqualTo(EscrowContract.finish());
        assertThat(TonAddress.parse(ask.substring(15, 63)).raw()).isEqualTo(CELLS.address(OPENING));
    }

    private static Cell body(String link) {
        return Cell.ofBoc(Base64.getUrlDecoder().decode(link.substring(link.indexOf("bin=") + 4)));
    }

    private static SigningKey key(int n) {
        byte[] seed = new byte[SigningKey.KEY_BYTES];
        seed[0] = (byte) n;
        return SigningKey.ofSeed(seed);
    }
}
