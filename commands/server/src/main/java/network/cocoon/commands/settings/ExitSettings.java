package network.cocoon.commands.settings;

import java.time.Duration;
import network.cocoon.wire.ton.TonAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The contract out of which providers can be paid should the operator stop. Its address follows from owner, delay, the
 * keystore's key {@code exit} and the network's id. With an owner its roots are kept here.
 *
 * @param contract  its raw address, where reserves go; without it none can be ordered
 * @param owner     raw address of the wallet that may take what is left in the end; without it nobody here sets roots
 * @param delay     whole seconds without a new root after which it is open, for ever
 * @param rootEvery how old a root becomes at most before the next
 */
public record ExitSettings(
        @Nullable String contract,
        @Nullable String owner,
        @DefaultValue("14d") Duration delay,
        @DefaultValue("12h") Duration rootEvery) {

    /** In production: an operator that was away comes back within it. */
    static final Duration SHORTEST_DELAY = Duration.ofDays(3);

    private static final Duration LONGEST_DELAY = Duration.ofDays(365);

    public ExitSettings {
        if (contract != null && !TonAddress.parse(contract).raw().equals(contract)) {
            throw new IllegalArgumentException(
                    "cocoon.ton.exit.contract is a raw address: 0: and 64 hexadecimal digits");
        }
        if (owner != null && !TonAddress.parse(owner).raw().equals(owner)) {
            throw new IllegalArgumentException("cocoon.ton.exit.owner is a raw address: 0: and 64 hexadecimal digits");
        }
        if (owner != null && contract == null) {
            throw new IllegalArgumentException("cocoon.ton.exit.owner needs cocoon.ton.exit.contract");
        }
        if (delay.compareTo(Duration.ofMinutes(1)) < 0
                || delay.compareTo(LONGEST_DELAY) > 0
                || !delay.equals(Duration.ofSeconds(delay.toSeconds()))) {
            throw new IllegalArgumentException("cocoon.ton.exit.delay is from 1m to 365d, in whole seconds");
        }
        if (rootEvery.compareTo(Duration.ofSeconds(1)) < 0 || rootEvery.compareTo(delay.dividedBy(4)) > 0) {
            throw new IllegalArgumentException("cocoon.ton.exit.root-every is from 1s to a quarter of the delay");
        }
    }
}
