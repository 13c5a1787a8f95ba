package network.cocoon.wire.escrow;

import java.util.Base64;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.TonAddress;

/** A link that a wallet opens as a filled-in transfer; the first one deploys the escrow as well. */
public final class TransferLink {

    /** Where test networks begin: wallets ask for the mark in the address there. */
    private static final int MAINNET = -239;

    private TransferLink() {}

    /** {@code ton://transfer/ADDRESS?amount=NANOTON&init=BOC}, the bag of cells in base64url. */
    public static String deposit(EscrowOpening opening, Nanoton amount) {
        var init = EscrowCells.stateInit(opening);
        // Not bounceable: before its first deposit there is no contract that could keep the money.
        String address = TonAddress.ofStateInit(init).friendly(false, opening.chain() != MAINNET);
        return "ton://transfer/" + address + "?amount=" + amount + "&init="
                + Base64.getUrlEncoder().withoutPadding().encodeToString(init.toBoc());
    }
}
