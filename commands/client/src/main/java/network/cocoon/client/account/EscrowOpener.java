package network.cocoon.client.account;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import network.cocoon.client.http.AppCalls;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.client.http.OperatorProblem;
import network.cocoon.domain.account.AccountStatements;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.api.EscrowApi;
import network.cocoon.wire.escrow.EscrowCells;
import network.cocoon.wire.ton.TonAddress;

/** Opens the app's escrow at first use, on a network with a chain. */
final class EscrowOpener {

    /** Well within what the closed contract's rent lasts. */
    private static final Duration LIFE = Duration.ofDays(3 * 365L);

    /** In the data folder: the escrow that this client opened. */
    private static final String ESCROW = "escrow";

    private EscrowOpener() {}

    /**
     * What the operator says of the app's escrow, once it is certain that it is the app's: the one that this client opened,
     * or, for a client that opened none, one that gives the rest back to the wallet that it was told.
     */
    static EscrowApi.EscrowStatus own(AppCalls calls, DataFolder folder, Bytes owner, Optional<TonAddress> wallet)
            throws IOException {
        EscrowApi.EscrowStatus status = calls.escrow();
        VerifiedHead.of(status, owner, Nanoton.ZERO);
        Optional<String> opened = folder.read(ESCROW);
        boolean own = opened.isPresent()
                ? opened.get().equals(status.address())
                : wallet.map(TonAddress::raw).orElse("").equals(status.opening().payer());
        if (own) {
            return status;
        }
        throw new IOException(
                opened.isPresent()
                        ? "the operator shows another escrow than this client opened: pay nothing in"
                        : "say with --wallet whose wallet the rest goes back to: this client did not open the escrow");
    }

    /** Whether vouchers are what authorises here. */
    static boolean hasChain(OperatorApi operator) throws IOException {
        try {
            operator.escrowOffer();
            return true;
        } catch (OperatorProblem e) {
            if (e.code().equals("NO_CHAIN")) {
                return false;
            }
            throw e;
        }
    }

    /** @param network whose statements are signed */
    static void open(
            OperatorApi operator,
            AppCalls calls,
            AccountId account,
            String network,
            SigningKey owner,
            DataFolder folder,
            Optional<TonAddress> wallet,
            InstantSource clock,
            Consumer<String> progress)
            throws IOException {
        if (isOpen(calls)) {
            return;
        }
        TonAddress payer = wallet.orElseThrow(() -> new IOException(
                "this network takes money on TON: say with --wallet whose wallet pays and gets back the rest"));
        EscrowApi.EscrowOffer offer = operator.escrowOffer();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        // Seconds only rise, so no opening of this account comes twice.
        var opening = new EscrowOpening(
                offer.chain(),
                now.getEpochSecond(),
                payer.raw(),
                offer.payee(),
                owner.publicKey(),
                now.plus(LIFE),
                offer.delaySeconds());
        String address = new EscrowCells().address(opening);
        folder.write(ESCROW, address);
        EscrowApi.EscrowStatus opened = calls.openEscrow(new EscrowApi.OpenEscrow(
                opening.nonce(),
                opening.payer(),
                opening.voucherKey(),
                opening.expiry(),
                owner.sign(AccountStatements.escrow(network, account, address))));
        if (!opened.address().equals(address)) {
            throw new IOException("the operator opened another escrow than was signed: pay nothing in");
        }
        progress.accept("Opened the escrow " + address + ". Pay in: " + opened.depositLink());
    }

    private static boolean isOpen(AppCalls calls) throws IOException {
        try {
            calls.escrow();
            return true;
        } catch (OperatorProblem e) {
            if (e.code().equals("ESCROW_UNKNOWN")) {
                return false;
            }
            throw e;
        }
    }
}
