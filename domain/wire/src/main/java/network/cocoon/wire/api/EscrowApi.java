package network.cocoon.wire.api;

import java.time.Instant;
import network.cocoon.domain.account.EscrowExit;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.account.SignedVoucher;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import org.jspecify.annotations.Nullable;

/** What an app sends and gets about its escrow. */
public interface EscrowApi {

    /**
     * The network's part of an opening, which an app takes over into its own.
     *
     * @param chain        the chain's global id
     * @param payee        raw address of the network's wallet
     * @param delaySeconds what a close leaves the network to redeem
     */
    record EscrowOffer(int chain, String payee, long delaySeconds) {}

    /** @param signature owner key's signature over {@code AccountStatements.escrow} */
    record OpenEscrow(long nonce, String payer, Bytes voucherKey, Instant expiry, Bytes signature) {}

    /**
     * An open escrow, as the log has it. A client verifies the address and the head before it signs anything.
     *
     * @param voucherKey  that of the opening, or what it was changed to
     * @param depositLink opens in a wallet as a transfer; the first deploys the escrow
     * @param held        paid in and not redeemed
     * @param claimed     redeemed
     * @param backed      the most that a voucher may be for
     * @param revision    of the head, 0 before the first voucher
     * @param head        the newest voucher
     * @param exit        what the owner's wallet asked for
     */
    record EscrowStatus(
            String address,
            EscrowOpening opening,
            Bytes voucherKey,
            String depositLink,
            Nanoton held,
            Nanoton claimed,
            Nanoton backed,
            long revision,
            @Nullable SignedVoucher head,
            @Nullable EscrowExit exit) {}

    /** @param over revision of the head that the client verified */
    record RaiseVoucher(String escrow, long over, SignedVoucher voucher) {}
}
