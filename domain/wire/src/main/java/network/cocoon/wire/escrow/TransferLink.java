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
        return deploy(EscrowCells.stateInit(opening), opening.chain(), amount);
    }

    /**
     * Pays in, and deploys the contract of this StateInit where it is not there yet.
     *
     * @param chain global id of its chain
     */
    public static String deploy(Cell stateInit, int chain, Nanoton amount) {
        // Not bounceable: before its first deposit there is no contract that could keep the money.
        return to(TonAddress.ofStateInit(stateInit), chain, false, amount) + "&init=" + text(stateInit);
    }

    /** Pays into a contract that is there. */
    public static String topUp(TonAddress contract, int chain, Nanoton amount) {
        return to(contract, chain, true, amount);
    }

    /** From the owner's wallet: begins to close ({@code bin=BODY}). What vouchers do not take comes back after the delay. */
    public static String askToClose(EscrowOpening opening) {
        return order(opening, EscrowContract.askToClose());
    }

    /** From any wallet once the delay is over: carries out what was asked for. */
    public static String finish(EscrowOpening opening) {
        return order(opening, EscrowContract.finish());
    }

    private static String order(EscrowOpening opening, Cell body) {
        TonAddress escrow = TonAddress.ofStateInit(EscrowCells.stateInit(opening));
        return to(escrow, opening.chain(), true, FOR_GAS) + "&bin=" + text(body);
    }

    private static String to(TonAddress contract, int chain, boolean bounce, Nanoton amount) {
        return "ton://transfer/" + contract.friendly(bounce, chain != MAINNET) + "?amount=" + amount;
    }

    private static String text(Cell cells) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cells.toBoc());
    }
}
