package network.cocoon.ui.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import network.cocoon.wire.api.RegistryApi.RegistryStanding;
import network.cocoon.wire.api.RegistryApi.RegistryStatus;
import network.cocoon.wire.json.CocoonJson;
import network.cocoon.wire.ton.TonAddress;

/** Who owns the local network's registry: deploys it by the link that the operator gives. */
final class RegistryOwner {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Folders folders;
    private final DevWallet wallet;

    RegistryOwner(Folders folders) throws IOException {
        this.folders = folders;
        this.wallet = new DevWallet(folders.operator().resolveSibling("registry-owner.key"));
    }

    TonAddress address() {
        return wallet.address();
    }

    /** Unless it is there. Returns its address once all that is listed is on chain. */
    TonAddress deploy(URI operator, ChainProcess chain) throws IOException, InterruptedException {
        Instant limit = Instant.now().plus(PATIENCE);
        boolean paid = false;
        while (true) {
            Optional<RegistryStatus> status = status(operator);
            if (status.isPresent() && status.get().standing() == RegistryStanding.NOT_DEPLOYED && !paid) {
                wallet.takeCoins(chain);
                wallet.open(status.get().deployLink(), chain);
                paid = true;
            }
            if (status.filter(it -> it.standing() == RegistryStanding.DEPLOYED
                            && it.waiting().isEmpty())
                    .isPresent()) {
                return TonAddress.parse(status.get().address());
            }
            if (Instant.now().isAfter(limit)) {
                throw new IOException("the registry did not get all that is listed within " + PATIENCE.toSeconds()
                        + " s: see the operator's log, and " + chain.explorer());
            }
            Thread.sleep(100);
        }
    }

    /** Empty until the operator has looked for it. */
    Optional<RegistryStatus> status(URI operator) throws IOException, InterruptedException {
        String token =
                Files.readString(folders.operator().resolve("operator.token")).strip();
        HttpRequest request = HttpRequest.newBuilder(operator.resolve("/v1/operator/chain/registry"))
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == 200
                    ? Optional.of(CocoonJson.mapper().readValue(answer.body(), RegistryStatus.class))
                    : Optional.empty();
        }
    }
}
