package network.cocoon.client.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import network.cocoon.client.account.DataFolder;
import network.cocoon.domain.attestation.Measurement;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.registry.RegistryItems;
import network.cocoon.wire.registry.RegistryList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker does about a registry on the real TVM. */
class RegistryGuardTest {

    private static final Bytes REGISTER = Bytes.of(new byte[48]);
    private static final Measurement MEASUREMENT = new Measurement(REGISTER, REGISTER, REGISTER, REGISTER);
    private static final Digest MODEL = Digest.sha256(new byte[] {1});
    private static final Duration OFTEN = Duration.ofMillis(20);

    @Test
    void a_worker_serves_from_when_its_software_is_in_force_until_it_is_revoked(@TempDir Path data) throws Exception {
        try (LiveRegistry registry = new LiveRegistry();
                ChainServers servers = registry.servers();
                RegistryWatch watch = RegistryWatch.start(
                        servers,
                        new RegistryWatch.Terms(registry.address, OFTEN, Duration.ofMinutes(10)),
                        registry::told,
                        new DataFolder(data, new SecureRandom()),
                        registry.clock(),
                        System::nanoTime,
                        _ -> {})) {
            RegistryGuard guard = new RegistryGuard(watch, MEASUREMENT, MODEL);
            assertThat(watch.first(Duration.ofSeconds(20))).isInstanceOf(Standing.Known.class);
            refused(guard, "MEASUREMENT_NOT_LISTED");
            registry.add(RegistryList.MEASUREMENTS, RegistryItems.measurement(MEASUREMENT));
            registry.add(RegistryList.MODELS, RegistryItems.model(MODEL));
            registry.pass(LiveRegistry.DELAY);
            admitted(guard);

            CompletableFuture<String> reason = new CompletableFuture<>();
            Thread watching = Thread.ofVirtual().start(() -> {
                try {
                    guard.watch(OFTEN, reason::complete);
                } catch (InterruptedException e) {
                    reason.completeExceptionally(e);
                }
            });
            watching.join(OFTEN.multipliedBy(5));
            assertThat(reason).isNotDone();
            registry.revoke(RegistryList.MODELS, MODEL);
            assertThat(reason.get(20, TimeUnit.SECONDS))
                    .contains("MODEL_NOT_LISTED")
                    .contains("was revoked on chain");
        }
    }

    private static void admitted(RegistryGuard guard) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                guard.demand();
                return;
            } catch (IOException e) {
                assertThat(System.nanoTime() < end).as(e.getMessage()).isTrue();
                Thread.sleep(OFTEN);
            }
        }
    }

    private static void refused(RegistryGuard guard, String code) {
        assertThatExceptionOfType(IOException.class).isThrownBy(guard::demand).withMessageContaining(code);
    }
}
