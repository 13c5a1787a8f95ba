package network.cocoon.domain.account;

import java.nio.charset.StandardCharsets;
import network.cocoon.domain.crypto.Signatures;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;

/** Escrow rules over plain text, with real signatures: this module has no cells. */
final class TextEscrowRules implements EscrowRules {

    @Override
    public String address(EscrowOpening opening) {
        return "0:" + Digest.sha256(bytes(opening + opening.voucherKey().hex())).hex();
    }

    @Override
    public boolean isSigned(EscrowOpening opening, Bytes voucherKey, SignedVoucher voucher) {
        VoucherCertificate by = voucher.certificate();
        if (by == null) {
            return Signatures.verify(voucherKey, voucher.signature(), words(opening, voucher));
        }
        return Signatures.verify(voucherKey, by.signature(), words(opening, by))
                && Signatures.verify(by.key(), voucher.signature(), words(opening, voucher));
    }

    SignedVoucher sign(EscrowOpening opening, SigningKey key, long cumulative, java.time.Instant until) {
        var unsigned = new SignedVoucher(Nanoton.of(cumulative), until, Bytes.EMPTY, null);
        return new SignedVoucher(unsigned.cumulative(), until, key.sign(words(opening, unsigned)), null);
    }

    SignedVoucher sign(EscrowOpening opening, SigningKey client, VoucherCertificate by, long cumulative) {
        var unsigned = new SignedVoucher(Nanoton.of(cumulative), by.validUntil(), Bytes.EMPTY, by);
        return new SignedVoucher(unsigned.cumulative(), by.validUntil(), client.sign(words(opening, unsigned)), by);
    }

    VoucherCertificate certify(
            EscrowOpening opening, SigningKey key, Bytes client, long cumulative, java.time.Instant until) {
        var unsigned = new VoucherCertificate(client, Nanoton.of(cumulative), until, Bytes.EMPTY);
        return new VoucherCertificate(client, unsigned.cumulative(), until, key.sign(words(opening, unsigned)));
    }

    private byte[] words(EscrowOpening opening, SignedVoucher v) {
        return bytes(address(opening) + " voucher " + v.cumulative() + " " + v.validUntil());
    }

    private byte[] words(EscrowOpening opening, VoucherCertificate c) {
        return bytes(address(opening) + " grant " + c.key().hex() + c.cumulative() + " " + c.validUntil());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
