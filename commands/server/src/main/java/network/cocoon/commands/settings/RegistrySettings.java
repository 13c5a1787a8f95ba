package network.cocoon.commands.settings;

import java.time.Duration;
import network.cocoon.wire.ton.TonAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The registry on chain. Its address follows from these, the keystore's key {@code registry} and the network's id. Without
 * an owner there is none.
 *
 * @param owner       raw address of the wallet that may change the registry's key
 * @param delay       whole seconds until what is added is in force there
 * @param anchorEvery least time between two checkpoints of the log there
 */
public record RegistrySettings(
        @Nullable String owner,
        @DefaultValue("24h") Duration delay,
        @DefaultValue("1h") Duration anchorEvery) {

    /** In production: within it the operator notices an addition that is not its own. */
    static final Duration SHORTEST_DELAY = Duration.ofDays(1);

    private static final Duration LONGEST = Duration.ofDays(30);

    public RegistrySettings {
        if (owner != null && !TonAddress.parse(owner).raw().equals(owner)) {
            throw new IllegalArgumentException(
                    "cocoon.ton.registry.owner is a raw address: 0: and 64 hexadecimal digits");
        }
        if (delay.isNegative()
                || delay.compareTo(LONGEST) > 0
                || !delay.equals(Duration.ofSeconds(delay.toSeconds()))) {
            throw new IllegalArgumentException("cocoon.ton.registry.delay is from 0s to 30d, in whole seconds");
        }
        if (anchorEvery.compareTo(Duration.ofSeconds(1)) < 0 || anchorEvery.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("cocoon.ton.registry.anchor-every is from 1s to 30d");
        }
    }
}
