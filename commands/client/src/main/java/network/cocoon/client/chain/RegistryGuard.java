package network.cocoon.client.chain;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import network.cocoon.domain.attestation.Measurement;
import network.cocoon.domain.kernel.Digest;

/** Whether the registry on chain still lists what a worker is made of. For the worker itself. */
public final class RegistryGuard {

    private final RegistryWatch registry;
    private final Measurement measurement;
    private final Digest model;

    public RegistryGuard(RegistryWatch registry, Measurement measurement, Digest model) {
        this.registry = registry;
        this.measurement = measurement;
        this.model = model;
    }

    /** Throws {@link IOException} with a code and words where it does not, or cannot be read. */
    public void demand() throws IOException {
        switch (registry.standing()) {
            case Standing.Unknown unknown -> throw unknown.why();
            case Standing.Known known -> {
                Optional<String> objection = objection(known);
                if (objection.isPresent()) {
                    throw new IOException(objection.get());
                }
            }
        }
    }

    /**
     * Looks again and again until it no longer lists it, and tells why. Where it cannot be read, apps stop sending by
     * themselves, and send again when it can.
     */
    public void watch(Duration every, Consumer<String> unlisted) throws InterruptedException {
        while (true) {
            if (registry.standing() instanceof Standing.Known known) {
                Optional<String> objection = objection(known);
                if (objection.isPresent()) {
                    unlisted.accept(objection.get());
                    return;
                }
            }
            Thread.sleep(every);
        }
    }

    private Optional<String> objection(Standing.Known known) {
        return ChainRules.toSoftware(known, measurement, model).map(ChainRules.Objection.Against::reason);
    }
}
