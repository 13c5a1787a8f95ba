package network.cocoon.commands.settings;

import network.cocoon.wire.ton.TonAddress;
import org.jspecify.annotations.Nullable;

/**
 * The contract out of which providers can be paid should the operator stop.
 *
 * @param contract its raw address, where reserves go; without it none can be ordered
 */
public record ExitSettings(@Nullable String contract) {

    public ExitSettings {
        if (contract != null && !TonAddress.parse(contract).raw().equals(contract)) {
            throw new IllegalArgumentException(
                    "cocoon.ton.exit.contract is a raw address: 0: and 64 hexadecimal digits");
        }
    }
}
