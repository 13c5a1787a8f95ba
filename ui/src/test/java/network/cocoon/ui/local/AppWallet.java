package network.cocoon.ui.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import network.cocoon.client.http.AppCalls;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.api.EscrowApi.EscrowStatus;
import network.cocoon.wire.escrow.EscrowCells;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.EscrowMessages;
import network.cocoon.workers.operator.contract.EscrowState;
import network.cocoon.workers.operator.contract.Messages;

/** The wallet of the local app's owner: has coins from the faucet, and pays into the escrow that its sidecar opened. */
final class AppWallet {

    private static final Nanoton DEPOSIT = Nanoton.of(200_000_000_000L);
    private static final Duration CREDITED = Duration.ofSeconds(30);

    private final Folders folders;
    private final DevWallet wallet;

    AppWallet(Folders folders) throws IOException {
        this.folders = folders;
        this.wallet = new DevWallet(folders.client().resolveSibling("app-wallet.key"));
    }

    TonAddress address() {
        return wallet.address();
    }

    /** The account of this machine's sidecar, as the operator sees it. */
    AppCalls calls(OperatorApi operator) throws IOException {
        Path client = folders.client();
        return operator.app(
                new AccountId(Files.readString(client.resolve("account")).strip()),
                Files.readString(client.resolve("api.key")).strip());
    }

    /** Unless it was paid in before. Returns once the operator has seen it on chain. */
    boolean payIn(OperatorApi operator, ChainProcess chain) throws IOException, InterruptedException {
        AppCalls calls = calls(operator);
        EscrowStatus escrow = calls.escrow();
        if (!escrow.held().isZero()) {
            return true;
        }
        wallet.takeCoins(chain);
        send(chain, escrow);
        Instant limit = Instant.now().plus(CREDITED);
        while (calls.escrow().backed().isZero()) {
            if (Instant.now().isAfter(limit)) {
                throw new IOException("the deposit into " + escrow.address() + " was not seen within "
                        + CREDITED.toSeconds() + " s: see the operator's log, and " + chain.explorer() + "account/"
                        + escrow.address());
            }
            Thread.sleep(100);
        }
        return true;
    }

    private void send(ChainProcess chain, EscrowStatus escrow) {
        EscrowState opening = EscrowState.opening(
                EscrowCells.terms(escrow.opening()),
                escrow.opening().voucherKey(),
                TonAddress.parse(escrow.opening().payee()),
                TonAddress.parse(escrow.opening().payer()));
        wallet.send(
                chain,
                Messages.internal(
                        TonAddress.parse(escrow.address()), DEPOSIT, false, opening.initial(), EscrowMessages.topUp()));
    }

    /** As a wallet does with a link that it is given. */
    void open(String link, ChainProcess chain) {
        wallet.open(link, chain);
    }
}
