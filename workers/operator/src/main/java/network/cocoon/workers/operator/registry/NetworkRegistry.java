package network.cocoon.workers.operator.registry;

import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.wire.registry.RegistryStorage;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.InitialState;
import network.cocoon.workers.operator.contract.RegistryContract;

/**
 * The network's registry as it is deployed, and the key that signs its orders. Prints no key.
 *
 * @param opening what it is deployed with: its address follows from it
 */
public record NetworkRegistry(RegistryStorage opening, SigningKey key) {

    public NetworkRegistry {
        if (!key.publicKey().equals(opening.key())) {
            throw new IllegalArgumentException("the key is not the registry's");
        }
    }

    public InitialState initial() {
        return RegistryContract.initial(opening);
    }

    public TonAddress address() {
        return initial().address();
    }

    /** Whether this is its data: all but what orders change. */
    boolean owns(RegistryStorage data) {
        return data.key().equals(opening.key())
                && data.delay().equals(opening.delay())
                && data.networkId() == opening.networkId()
                && data.owner().equals(opening.owner());
    }

    @Override
    public String toString() {
        return "NetworkRegistry[" + address() + "]";
    }
}
