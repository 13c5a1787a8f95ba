package network.cocoon.domain.account;

import network.cocoon.domain.kernel.Bytes;

/**
 * What of an escrow is said in TON's cells, which this module does not know. Pure, and written once beside the cells
 * ({@code wire.escrow}), so that server, client and auditor ask the same.
 */
public interface EscrowRules {

    /** Raw address of the escrow with this opening. Throws {@link IllegalArgumentException} where none can have it. */
    String address(EscrowOpening opening);

    /**
     * Whether a voucher for the escrow with this opening is signed as the contract wants it.
     *
     * @param voucherKey that of the opening, or what it was changed to since
     */
    boolean isSigned(EscrowOpening opening, Bytes voucherKey, SignedVoucher voucher);
}
