package network.cocoon.client.account;

import java.io.IOException;
import java.time.Instant;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.account.SignedVoucher;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.api.EscrowApi.EscrowStatus;
import network.cocoon.wire.escrow.EscrowCells;

/**
 * A head that this app itself signed, whichever of its clients: the one thing that a new voucher may be signed over. An
 * operator that invents a higher one would be signed it.
 *
 * @param promised   by the head; nothing where there is none
 * @param validUntil of the head; the epoch where there is none
 */
record VerifiedHead(String escrow, EscrowOpening opening, long revision, Nanoton promised, Instant validUntil) {

    private static final EscrowCells CELLS = new EscrowCells();

    /**
     * @param voucherKey the app's own
     * @param authorised the most that this client has verified or signed for this escrow
     * @throws IOException where anything of it is not this app's
     */
    static VerifiedHead of(EscrowStatus status, Bytes voucherKey, Nanoton authorised) throws IOException {
        EscrowOpening opening = status.opening();
        String address;
        try {
            address = CELLS.address(opening);
        } catch (IllegalArgumentException e) {
            throw new IOException("the operator's escrow cannot be: " + e.getMessage(), e);
        }
        if (!address.equals(status.address())) {
            throw new IOException(
                    "the operator's escrow has another address than its opening gives: nothing is signed");
        }
        if (!status.voucherKey().equals(voucherKey)) {
            throw new IOException("another key than this app's signs vouchers of " + address + ": nothing is signed");
        }
        SignedVoucher head = status.head();
        if (head == null) {
            // After a change of key there is no head above what was claimed, which is more than nothing only where this
            // app authorised it before.
            Nanoton claimed = status.claimed().compareTo(authorised) < 0 ? status.claimed() : authorised;
            return new VerifiedHead(address, opening, status.revision(), claimed, Instant.EPOCH);
        }
        if (!CELLS.isSigned(opening, voucherKey, head)) {
            throw new IOException("the operator shows a voucher that this app did not sign: nothing is signed over it");
        }
        return new VerifiedHead(address, opening, status.revision(), head.cumulative(), head.validUntil());
    }
}
