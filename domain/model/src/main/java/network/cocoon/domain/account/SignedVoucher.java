package network.cocoon.domain.account;

import java.time.Instant;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import org.jspecify.annotations.Nullable;

/**
 * What an app lets the network take from its escrow, everything since the opening together. The signature is never
 * logged.
 *
 * @param validUntil  whole seconds, exclusive
 * @param certificate of the client that signed; null where the voucher key signed itself
 */
public record SignedVoucher(
        Nanoton cumulative,
        Instant validUntil,
        Bytes signature,
        @Nullable VoucherCertificate certificate) {

    /** Whether the contract pays all of it so long: a certificate's limits are the lower ones otherwise. */
    public boolean staysWithinItsCertificate() {
        return certificate == null
                || (cumulative.compareTo(certificate.cumulative()) <= 0
                        && !validUntil.isAfter(certificate.validUntil()));
    }
}
