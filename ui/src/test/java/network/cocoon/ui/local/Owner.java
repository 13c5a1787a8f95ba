package network.cocoon.ui.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.provider.ProviderStatements;
import network.cocoon.wire.api.NetworkApi.NetworkInfo;
import network.cocoon.wire.api.ProviderApi.EnrolmentToken;
import network.cocoon.wire.api.ProviderApi.ProviderRegistered;
import network.cocoon.wire.api.ProviderApi.RegisterProvider;

/** The local network's GPU owner: registers once with a wallet key of its own and enrols the worker. */
public final class Owner {

    private final OperatorApi operator;
    private final Path folder;

    Owner(OperatorApi operator, Path folder) {
        this.operator = operator;
        this.folder = folder;
    }

    /** A file with a fresh token, good for one worker. */
    public Path enrolmentToken() throws IOException {
        Path account = folder.resolve("account");
        if (!Files.exists(account)) {
            register(account);
        }
        String[] lines = Files.readString(account).strip().split("\n", -1);
        EnrolmentToken token =
                operator.provider(new ProviderId(lines[0]), lines[1]).newEnrolmentToken();
        // Each in a file of its own: workers that start together read them when they come to it.
        String name = Digest.sha256(token.token().getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, 8);
        Path file = folder.resolve("enrolment-token-" + name);
        SecretFile.write(file, token.token().getBytes(StandardCharsets.UTF_8));
        return file;
    }

    private void register(Path account) throws IOException {
        NetworkInfo network = operator.network();
        SigningKey wallet = SecretFile.signingKey(folder.resolve("wallet.key"));
        // Not a deployed wallet: settlement on TON comes with the escrow. The form is TON's, workchain:hash.
        String address = "0:" + Digest.sha256(wallet.publicKey().toArray()).hex();
        ProviderRegistered registered = operator.register(new RegisterProvider(
                "Local GPU owner",
                address,
                wallet.publicKey(),
                wallet.sign(ProviderStatements.registration(network.networkId(), address, wallet.publicKey()))));
        SecretFile.write(
                account, (registered.provider() + "\n" + registered.apiKey() + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
