package network.cocoon.domain.provider;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.DeciderFixture;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import org.junit.jupiter.api.Test;

class ProviderDeciderTest {

    private static final String NETWORK = "local-test";
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final ProviderId OWNER = new ProviderId("own_" + "e".repeat(32));
    private static final WorkerId WORKER = new WorkerId("gpu_" + "c".repeat(32));
    private static final WorkerId OTHER = new WorkerId("gpu_" + "d".repeat(32));
    private static final String ADDRESS = "-1:" + "0".repeat(64);
    private static final SigningKey WALLET = SigningKey.ofSeed(new byte[SigningKey.KEY_BYTES]);

    private final DeciderFixture<ProviderCommand, ProviderState, ProviderEvent> fresh =
            DeciderFixture.of(new ProviderDecider(NETWORK, _ -> Optional.empty()));
    private final DeciderFixture<ProviderCommand, ProviderState, ProviderEvent> enrolling = fresh.given(
                    register(NETWORK, ADDRESS, ADDRESS))
            .given(new ProviderCommand.IssueEnrolmentToken(OWNER, digest("token"), NOW.plus(Duration.ofHours(1)), NOW));

    private static ProviderCommand.Register register(String network, String address, String signed) {
        return new ProviderCommand.Register(
                OWNER,
                network,
                digest("profile"),
                address,
                WALLET.publicKey(),
                WALLET.sign(ProviderStatements.registration(network, signed, WALLET.publicKey())),
                digest("key"),
                NOW);
    }

    private static ProviderCommand.UseEnrolmentToken use(String token, WorkerId worker, Instant at) {
        return new ProviderCommand.UseEnrolmentToken(OWNER, digest(token), worker, at);
    }

    @Test
    void registersWithAProvenWallet() {
        fresh.thenRefused(register("other", ADDRESS, ADDRESS), ProviderRefusal.WRONG_NETWORK);
        fresh.thenRefused(register(NETWORK, "EQabc", "EQabc"), ProviderRefusal.INVALID_PAYOUT_ADDRESS);
        fresh.thenRefused(register(NETWORK, ADDRESS, "0:" + "0".repeat(64)), ProviderRefusal.INVALID_PROOF);
        enrolling.thenAlreadyDone(register(NETWORK, ADDRESS, ADDRESS));
        enrolling.thenRefused(register(NETWORK, "0:" + "0".repeat(64), ADDRESS), ProviderRefusal.PROVIDER_EXISTS);
    }

    @Test
    void aTokenEnrolsOneWorkerInTime() {
        fresh.thenRefused(use("token", WORKER, NOW), ProviderRefusal.PROVIDER_UNKNOWN);
        enrolling.thenRefused(use("no token", WORKER, NOW), ProviderRefusal.TOKEN_UNKNOWN);
        enrolling.thenRefused(use("token", WORKER, NOW.plus(Duration.ofHours(1))), ProviderRefusal.TOKEN_EXPIRED);
        var used = enrolling.given(use("token", WORKER, NOW));
        used.thenAlreadyDone(use("token", WORKER, NOW));
        used.thenRefused(use("token", OTHER, NOW), ProviderRefusal.TOKEN_USED);
        used.thenRefused(
                new ProviderCommand.IssueEnrolmentToken(OWNER, digest("late"), NOW, NOW),
                ProviderRefusal.INVALID_TOKEN_VALIDITY);
    }

    private static Digest digest(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
