package network.cocoon.workers.operator.contract;

import network.cocoon.wire.registry.RegistryStorage;

/** How the registry is deployed. */
public final class RegistryContract {

    private RegistryContract() {}

    /** @param opening of {@link RegistryStorage#opening}: it is part of the registry's address */
    public static InitialState initial(RegistryStorage opening) {
        return new InitialState(ContractCode.REGISTRY.code(), opening.toCell());
    }
}
