package network.cocoon.workers.operator.port;

import java.util.Optional;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.registry.RegistryStorage;
import network.cocoon.workers.operator.contract.InitialState;
import network.cocoon.workers.operator.contract.RegistryContract;

/**
 * The registry in the newest block, which may still be replaced: to be shown, not to be believed.
 *
 * @param opening what it is deployed with
 * @param data there while it is deployed and its data can be read
 * @param seen the block
 */
public record RegistrySeen(
        RegistryStorage opening,
        AccountSnapshot.Status status,
        Nanoton balance,
        Optional<RegistryStorage> data,
        ChainHead seen) {

    public InitialState initial() {
        return RegistryContract.initial(opening);
    }
}
