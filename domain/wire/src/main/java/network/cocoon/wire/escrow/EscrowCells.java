package network.cocoon.wire.escrow;

import java.time.Duration;
import java.util.Optional;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.account.EscrowRules;
import network.cocoon.domain.account.SignedVoucher;
import network.cocoon.domain.account.VoucherCertificate;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import org.jspecify.annotations.Nullable;

/** What the domain says of escrows, in the contract's cells. Stateless. */
public final class EscrowCells implements EscrowRules {

    @Override
    public String address(EscrowOpening opening) {
        return TonAddress.ofStateInit(stateInit(opening)).raw();
    }

    @Override
    public boolean isSigned(EscrowOpening opening, Bytes voucherKey, SignedVoucher voucher) {
        try {
            return keys(opening, voucherKey).verify(voucher(voucher));
        } catch (IllegalArgumentException e) {
            return false; // a key, signature or time that no contract could have
        }
    }

    /** What the first deposit deploys. Throws {@link IllegalArgumentException} for an opening that no contract can have. */
    public static Cell stateInit(EscrowOpening opening) {
        try {
            return EscrowContract.stateInit(
                    terms(opening),
                    opening.voucherKey(),
                    TonAddress.parse(opening.payee()),
                    TonAddress.parse(opening.payer()));
        } catch (TonFormatException e) {
            throw new IllegalArgumentException("an escrow is between two wallets of TON", e);
        }
    }

    public static EscrowTerms terms(EscrowOpening opening) {
        return new EscrowTerms(
                opening.expiry(), opening.chain(), opening.nonce(), Duration.ofSeconds(opening.delaySeconds()));
    }

    /** Signs and checks for the escrow with this opening, whose vouchers this key signs now. */
    public static EscrowKeys keys(EscrowOpening opening, Bytes voucherKey) {
        return new EscrowKeys(terms(opening), TonAddress.ofStateInit(stateInit(opening)), voucherKey);
    }

    /** As the contract takes it. */
    public static Voucher voucher(SignedVoucher voucher) {
        return new Voucher(
                new Promise(voucher.cumulative(), voucher.validUntil()),
                voucher.signature(),
                Optional.ofNullable(voucher.certificate()).map(EscrowCells::certificate));
    }

    public static SignedVoucher signed(Voucher voucher) {
        Promise promise = voucher.promise();
        return new SignedVoucher(
                promise.cumulative(), promise.validUntil(), voucher.signature(), certificate(voucher.certificate()));
    }

    private static Certificate certificate(VoucherCertificate c) {
        return new Certificate(new Grant(c.key(), new Promise(c.cumulative(), c.validUntil())), c.signature());
    }

    private static @Nullable VoucherCertificate certificate(Optional<Certificate> certificate) {
        return certificate
                .map(c -> new VoucherCertificate(
                        c.grant().key(),
                        c.grant().limit().cumulative(),
                        c.grant().limit().validUntil(),
                        c.signature()))
                .orElse(null);
    }
}
