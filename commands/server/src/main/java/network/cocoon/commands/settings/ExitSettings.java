package network.cocoon.commands.settings;

import network.cocoon.wire.ton.TonAddress;
import org.jspecify.annotations.Nullable;

/**
 * How providers are paid should the operator stop. Off where no contract is named.
 *
 * @param contract raw address of the exit contract that stands on the chain
 */
public record ExitSettings(@Nullable String contract) {

    public ExitSettings {
        if (contract != null && !TonAddress.parse(contract).raw().equals(contract)) {
            throw new IllegalArgumentException(
                    "cocoon.ton.exit.contract is a raw address: 0: and 64 hexadecimal digits");
        }
    }
}
