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
import network.cocoon.wire.api.EscrowApi;
import network.cocoon.wire.escrow.EscrowCells;
import network.cocoon.wire.ton.TonAddress;

/** Opens the app's escrow at first use, on a network with a chain. */
final class EscrowOpener {

    /** Well within what the closed contract's rent lasts. */
    private static final Duration LIFE = Duration.ofDays(3 * 365L);

    private EscrowOpener() {}

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
