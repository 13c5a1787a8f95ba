package network.cocoon.wire.escrow;

import java.util.Base64;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;

/** Links that a wallet opens as a filled-in transfer: {@code ton://transfer/ADDRESS?amount=NANOTON}, and cells in base64url. */
public final class TransferLink {

    /** Where test networks begin: wallets ask for the mark in the address there. */
    private static final int MAINNET = -239;

    /** What is not used stays in the escrow, or comes back with the rest. */
    private static final Nanoton FOR_GAS = Nanoton.of(50_000_000);

    private TransferLink() {}

    /** Pays in; the first one deploys the escrow as well ({@code init=STATE_INIT}). */
    public static String deposit(EscrowOpening opening, Nanoton amount) {
        Cell init = EscrowCells.stateInit(opening);
        // Not bounceable: before its first deposit there is no contract that could keep the money.
        return link(opening, false, amount, "init", init);
    }

    /** From the owner's wallet: begins to close ({@code bin=BODY}). What vouchers do not take comes back after the delay. */
    public static String askToClose(EscrowOpening opening) {
        return link(opening, true, FOR_GAS, "bin", EscrowContract.askToClose());
    }

    /** From any wallet once the delay is over: carries out what was asked for. */
    public static String finish(EscrowOpening opening) {
        return link(opening, true, FOR_GAS, "bin", EscrowContract.finish());
    }

    private static String link(EscrowOpening opening, boolean bounce, Nanoton amount, String name, Cell cells) {
        String address =
                TonAddress.ofStateInit(EscrowCells.stateInit(opening)).friendly(bounce, opening.chain() != MAINNET);
        return "ton://transfer/" + address + "?amount=" + amount + "&" + name + "="
                + Base64.getUrlEncoder().withoutPadding().encodeToString(cells.toBoc());
    }
}
