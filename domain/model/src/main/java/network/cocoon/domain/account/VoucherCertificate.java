package network.cocoon.domain.account;

import java.time.Instant;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;

/**
 * The voucher key's word that a client may sign vouchers: so much in all, so long.
 *
 * @param key       raw Ed25519 key of the client
 * @param signature the voucher key's
 */
public record VoucherCertificate(Bytes key, Nanoton cumulative, Instant validUntil, Bytes signature) {}
