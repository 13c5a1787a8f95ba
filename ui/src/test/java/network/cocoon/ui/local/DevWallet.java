package network.cocoon.ui.local;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.HighloadWallet;
import network.cocoon.workers.operator.contract.HighloadWallet.QueryId;
import network.cocoon.workers.operator.contract.InitialState;
import network.cocoon.workers.operator.contract.Messages;
import network.cocoon.workers.operator.gateway.ConfirmationPolicy;
import network.cocoon.workers.operator.gateway.EndpointSettings;
import network.cocoon.workers.operator.gateway.NetworkGateway;
import network.cocoon.workers.operator.gateway.Pacing;
import org.jspecify.annotations.Nullable;

/** Somebody's wallet on the local chain, its key in a file: takes coins from the faucet and follows links. */
final class DevWallet {

    private static final int COINS = 1_000;
    private static final Pattern LINK = Pattern.compile("ton://transfer/([^?]+)\\?amount=(\\d+)(?:&(bin|init)=(.+))?");

    private final SigningKey key;
    private final HighloadWallet wallet;

    /** @param keyFile made where it is not there */
    DevWallet(Path keyFile) throws IOException {
        this.key = SecretFile.signingKey(keyFile);
        this.wallet = new HighloadWallet(key.publicKey(), HighloadWallet.SUBWALLET, Duration.ofHours(1));
    }

    TonAddress address() {
        return wallet.address();
    }

    void takeCoins(ChainProcess chain) throws IOException, InterruptedException {
        chain.give(address(), COINS);
    }

    /** As a wallet does with a link that it is given. */
    void open(String link, ChainProcess chain) {
        Matcher parts = LINK.matcher(link);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a transfer: " + link);
        }
        TonAddress to = TonAddress.parse(parts.group(1));
        Nanoton amount = Nanoton.of(Long.parseLong(parts.group(2)));
        boolean deploys = "init".equals(parts.group(3));
        Cell cells = parts.group(4) == null
                ? Cell.EMPTY
                : Cell.ofBoc(Base64.getUrlDecoder().decode(parts.group(4)));
        send(
                chain,
                Messages.internal(to, amount, !deploys, deploys ? state(cells) : null, deploys ? Cell.EMPTY : cells));
    }

    private static InitialState state(Cell init) {
        CellReader in = init.read();
        in.skip(2);
        return new InitialState(present(in.maybeRef()), present(in.maybeRef()));
    }

    private static Cell present(@Nullable Cell cell) {
        if (cell == null) {
            throw new IllegalArgumentException("a StateInit without code or data");
        }
        return cell;
    }

    void send(ChainProcess chain, Cell message) {
        try (NetworkGateway gateway = NetworkGateway.open(
                List.of(EndpointSettings.of(ChainProcess.api(chain.port()), Optional.empty(), Duration.ZERO)),
                ConfirmationPolicy.AT_ONCE,
                Pacing.of(new SecureRandom()))) {
            // Its clock may have been set forward.
            Instant createdAt = gateway.head().time().minusSeconds(2);
            var query = new QueryId((int) (createdAt.getEpochSecond() % 8_191), 0);
            gateway.send(wallet.sendAll(key, query, createdAt, List.of(message), true));
        }
    }
}
