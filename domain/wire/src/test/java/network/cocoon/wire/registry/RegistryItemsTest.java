package network.cocoon.wire.registry;

import static org.assertj.core.api.Assertions.assertThat;

import network.cocoon.domain.attestation.Measurement;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.domain.registry.PriceList;
import org.junit.jupiter.api.Test;

/** What is on chain stays there: these bytes may not change. */
class RegistryItemsTest {

    private static final String KEY = "ab".repeat(32);

    @Test
    void thingsThatAreNamedByADigestStandUnderIt() {
        Bytes register = Bytes.of(new byte[48]);
        Measurement measurement = new Measurement(register, register, register, register);
        Digest model = Digest.sha256(new byte[] {7});
        PriceList prices = new PriceList(
                new ModelId("cocoon/bytes-1"), 1, new Nanoton(20), new Multipliers(10_000, 5_000, 10_000, 10_000), 5);

        assertThat(RegistryItems.measurement(measurement)).isEqualTo(measurement.digest());
        assertThat(RegistryItems.model(model)).isEqualTo(model);
        assertThat(RegistryItems.prices(prices)).isEqualTo(prices.digest());
    }

    @Test
    void platformsAndKeysStandUnderTagsOfTheirOwn() {
        assertThat(RegistryItems.platform(KEY))
                .isEqualTo(new Digest("aa8817140254b1b64509439bd27a3758c867b045dc4ba83b5c85088fff7b3b89"));
        assertThat(RegistryItems.workerKey(new WorkerKeyId(KEY)))
                .isEqualTo(new Digest("530f9e3ef59e693591183c4f5aae83371bd56269eb34c7a05c5e16190415338c"));
    }
}
