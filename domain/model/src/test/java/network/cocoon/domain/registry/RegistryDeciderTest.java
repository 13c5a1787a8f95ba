package network.cocoon.domain.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import network.cocoon.domain.kernel.DeciderFixture;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import org.junit.jupiter.api.Test;

class RegistryDeciderTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final ModelId MODEL = new ModelId("cocoon-tiny");
    private static final Digest IMAGE = Digest.sha256("image".getBytes(StandardCharsets.UTF_8));

    private final DeciderFixture<RegistryCommand, RegistryState, RegistryEvent> fresh =
            DeciderFixture.of(new RegistryDecider());
    private final DeciderFixture<RegistryCommand, RegistryState, RegistryEvent> listed =
            fresh.given(new RegistryCommand.ListModel(MODEL, "Cocoon", IMAGE, 4096, NOW));

    private static RegistryCommand.SetPrice price(long price, int fee) {
        return new RegistryCommand.SetPrice(MODEL, Nanoton.of(price), Multipliers.EVEN, fee, NOW);
    }

    @Test
    void listsModelsWithinBounds() {
        listed.thenAlreadyDone(new RegistryCommand.ListModel(MODEL, "Cocoon", IMAGE, 4096, NOW));
        fresh.thenRefused(new RegistryCommand.ListModel(MODEL, "a,b", IMAGE, 4096, NOW), RegistryRefusal.INVALID_MODEL);
        fresh.thenRefused(new RegistryCommand.ListModel(MODEL, "Cocoon", IMAGE, 0, NOW), RegistryRefusal.INVALID_MODEL);
    }

    @Test
    void everyNewPriceIsTheNextVersion() {
        fresh.thenRefused(price(20, 5), RegistryRefusal.MODEL_NOT_LISTED);
        listed.thenRefused(price(20, 101), RegistryRefusal.INVALID_PRICE);
        listed.thenRefused(price(1_000_000_000_001L, 5), RegistryRefusal.INVALID_PRICE);
        var priced = listed.given(price(20, 5));
        priced.thenAlreadyDone(price(20, 5));
        var dearer = priced.given(price(21, 5));
        assertThat(dearer.state().prices().get(MODEL))
                .isEqualTo(new PriceList(MODEL, 2, Nanoton.of(21), Multipliers.EVEN, 5));
    }

    @Test
    void aRevokedMeasurementNeverComesBack() {
        var allow = new RegistryCommand.AllowMeasurement(IMAGE, "release 1", NOW);
        var revoke = new RegistryCommand.RevokeMeasurement(IMAGE, "a hole", NOW);
        fresh.thenRefused(revoke, RegistryRefusal.MEASUREMENT_NOT_ALLOWED);
        var allowed = fresh.given(allow);
        allowed.thenAlreadyDone(allow);
        var revoked = allowed.given(revoke);
        revoked.thenAlreadyDone(revoke);
        revoked.thenRefused(allow, RegistryRefusal.MEASUREMENT_WAS_REVOKED);
    }
}
