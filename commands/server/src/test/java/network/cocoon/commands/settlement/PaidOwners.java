package network.cocoon.commands.settlement;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import network.cocoon.commands.TestServer;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.provider.ProviderStatements;
import network.cocoon.wire.api.NetworkApi.NetworkInfo;
import network.cocoon.wire.api.ProviderApi.ProviderRegistered;
import network.cocoon.wire.api.ProviderApi.RegisterProvider;

/** A server of a network that pays on chain, and GPU owners who earned there: what tests of payouts begin with. */
final class PaidOwners {

    private PaidOwners() {}

    /** Pays from 100 nanoton on. */
    static TestServer start(Path data, String... more) throws SQLException {
        return TestServer.start(
                data,
                Stream.concat(
                                Stream.of(
                                        "cocoon.ton.network-id=-3",
                                        "cocoon.ton.wallet=0:" + "b".repeat(64),
                                        "cocoon.ton.payout-threshold=100"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    static ProviderRegistered register(TestServer server, String wallet) {
        String network = server.get("/v1/network", null).as(NetworkInfo.class).networkId();
        SigningKey key = SigningKey.generate(new SecureRandom());
        Bytes proof = key.sign(ProviderStatements.registration(network, wallet, key.publicKey()));
        return server.post("/v1/providers", null, new RegisterProvider("Owner", wallet, key.publicKey(), proof))
                .as(ProviderRegistered.class);
    }

    static void earn(TestServer server, ProviderRegistered provider, LocalDate day, long reward) {
        server.jdbc()
                .sql("""
                        INSERT INTO accrual (request, account, provider, cost, reward, fee, at)
                        VALUES (gen_random_uuid()::text, 'app', ?, ?, ?, ?, ?)""")
                .param(provider.provider().value())
                .param(reward + 5)
                .param(reward)
                .param(5)
                .param(OffsetDateTime.of(day.atTime(12, 0), ZoneOffset.UTC))
                .update();
    }
}
