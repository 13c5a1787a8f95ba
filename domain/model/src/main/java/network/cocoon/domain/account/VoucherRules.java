package network.cocoon.domain.account;

import java.time.Instant;
import java.util.Optional;
import network.cocoon.domain.account.AccountCommand.AcceptVoucher;
import network.cocoon.domain.account.AccountState.Open;
import network.cocoon.domain.kernel.Rejection;

/** When a voucher counts: signed, over the head that stands, redeemable, and with money behind it. */
final class VoucherRules {

    private VoucherRules() {}

    /** Empty where it counts. Signatures, which cost the most, come last. */
    static Optional<Rejection> refusal(AcceptVoucher c, Open account, Escrow escrow, EscrowRules rules) {
        SignedVoucher voucher = c.voucher();
        if (escrow.exit() != null) {
            return refuse(AccountRefusal.ESCROW_LEAVING, "no more is promised while the owner leaves");
        }
        if (c.over() != escrow.revision()) {
            return refuse(AccountRefusal.VOUCHER_HEAD_MOVED, "the head is revision " + escrow.revision());
        }
        Optional<Instant> until = escrow.head().map(SignedVoucher::validUntil);
        int rise = voucher.cumulative().compareTo(escrow.promised());
        if (rise < 0
                || (rise == 0
                        && until.map(u -> !voucher.validUntil().isAfter(u)).orElse(true))) {
            return refuse(
                    AccountRefusal.CREDIT_NOT_INCREASED,
                    "vouchers are cumulative; " + escrow.promised() + " nanoton stand");
        }
        if (!AccountKeys.wholeSeconds(voucher.validUntil())
                || !voucher.validUntil().isAfter(c.at().plus(Escrow.TIME_TO_REDEEM))
                || voucher.validUntil().isAfter(escrow.opening().expiry())
                || until.map(voucher.validUntil()::isBefore).orElse(false)) {
            return refuse(
                    AccountRefusal.INVALID_VALIDITY,
                    "a voucher ends on a whole second, more than " + Escrow.TIME_TO_REDEEM.toMinutes()
                            + " minutes from now, not before the last one's end and not after the escrow's");
        }
        if (voucher.cumulative().compareTo(escrow.backed()) > 0) {
            return refuse(
                    AccountRefusal.VOUCHER_NOT_FUNDED,
                    "the escrow's deposits back vouchers up to " + escrow.backed() + " nanoton");
        }
        if (!voucher.staysWithinItsCertificate()) {
            return refuse(AccountRefusal.VOUCHER_BEYOND_CERTIFICATE, "the client is certified for less");
        }
        Optional<Rejection> signer = signerRefusal(voucher, account, c.at());
        if (signer.isPresent()) {
            return signer;
        }
        if (!Lanes.areAll(c.lanes(), account.lanes())) {
            return refuse(AccountRefusal.LANES_MISMATCH, "all lanes, in order");
        }
        return rules.isSigned(escrow.opening(), escrow.voucherKey(), voucher)
                ? Optional.empty()
                : refuse(AccountRefusal.INVALID_VOUCHER_SIGNATURE, "not signed for this escrow");
    }

    /** A certificate on chain cannot be revoked, so a client must be one of the account's as well. */
    private static Optional<Rejection> signerRefusal(SignedVoucher voucher, Open account, Instant at) {
        VoucherCertificate certificate = voucher.certificate();
        if (certificate == null) {
            return Optional.empty();
        }
        CertifiedKey key = account.clientKeys().get(AccountKeys.idOf(certificate.key()));
        if (key == null) {
            return refuse(AccountRefusal.KEY_UNKNOWN, "the account has no such client key");
        }
        if (key.revokedAt() != null) {
            return refuse(AccountRefusal.KEY_REVOKED, "the client key was revoked");
        }
        return key.isValidAt(at)
                ? Optional.empty()
                : refuse(
                        AccountRefusal.KEY_NOT_VALID,
                        "the client key is valid from " + key.notBefore() + " until " + key.notAfter());
    }

    private static Optional<Rejection> refuse(AccountRefusal code, String detail) {
        return Optional.of(new Rejection(code, detail));
    }
}
