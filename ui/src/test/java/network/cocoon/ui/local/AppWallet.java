package network.cocoon.ui.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import network.cocoon.client.http.AppCalls;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.api.EscrowApi.EscrowStatus;
import network.cocoon.wire.escrow.EscrowCells;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.EscrowMessages;
import network.cocoon.workers.operator.contract.EscrowState;
import network.cocoon.workers.operator.contract.HighloadWallet;
import network.cocoon.workers.operator.contract.HighloadWallet.QueryId;
import network.cocoon.workers.operator.contract.Messages;
import network.cocoon.workers.operator.gateway.ConfirmationPolicy;
import network.cocoon.workers.operator.gateway.EndpointSettings;
import network.cocoon.workers.operator.gateway.NetworkGateway;
import network.cocoon.workers.operator.gateway.Pacing;

/** The wallet of the local app's owner: has coins from the faucet, and pays into the escrow that its sidecar opened. */
final class AppWallet {

    private static final int COINS = 1_000;
    private static final Nanoton DEPOSIT = Nanoton.of(200_000_000_000L);
    private static final Duration CREDITED = Duration.ofSeconds(30);

    private final Folders folders;
    private final SigningKey key;
    private final HighloadWallet wallet;

    AppWallet(Folders folders) throws IOException {
        this.folders = folders;
        this.key = SecretFile.signingKey(folders.client().resolveSibling("app-wallet.key"));
        this.wallet = new HighloadWallet(key.publicKey(), HighloadWallet.SUBWALLET, Duration.ofHours(1));
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
        chain.give(address(), COINS);
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
        send(
                chain,
                Messages.internal(
                        TonAddress.parse(escrow.address()), DEPOSIT, false, opening.initial(), EscrowMessages.topUp()));
    }

    /** As a wallet does with a link that it is given. */
    void open(String link, ChainProcess chain) {
        var parts = Pattern.compile("ton://transfer/([^?]+)\\?amount=(\\d+)&bin=(.+)")
                .matcher(link);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not an order: " + link);
        }
        send(
                chain,
                Messages.internal(
                        TonAddress.parse(parts.group(1)),
                        Nanoton.of(Long.parseLong(parts.group(2))),
                        true,
                        null,
                        Cell.ofBoc(Base64.getUrlDecoder().decode(parts.group(3)))));
    }

    private void send(ChainProcess chain, Cell message) {
        Instant createdAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(2);
        var query = new QueryId((int) (createdAt.getEpochSecond() % 8_191), 0);
        try (NetworkGateway gateway = NetworkGateway.open(
                List.of(EndpointSettings.of(ChainProcess.api(chain.port()), Optional.empty(), Duration.ZERO)),
                ConfirmationPolicy.AT_ONCE,
                Pacing.of(new SecureRandom()))) {
            gateway.send(wallet.sendAll(key, query, createdAt, List.of(message), true));
        }
    }
}
