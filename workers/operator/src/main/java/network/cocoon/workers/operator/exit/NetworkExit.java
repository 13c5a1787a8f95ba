package network.cocoon.workers.operator.exit;

import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.settlement.ExitTerms;
import network.cocoon.wire.exit.ExitStorage;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.ExitMessages;
import network.cocoon.workers.operator.contract.InitialState;

/**
 * The network's exit as it is deployed, and the key that signs its roots. Prints no key.
 *
 * @param terms its address follows from them
 */
public record NetworkExit(ExitTerms terms, SigningKey key) {

    public NetworkExit {
        if (!key.publicKey().equals(terms.key())) {
            throw new IllegalArgumentException("the key is not the exit's");
        }
    }

    InitialState initial() {
        return ExitMessages.initial(ExitStorage.opening(terms));
    }

    public TonAddress address() {
        return initial().address();
    }

    /** Whether this is its data: all but what orders and claims change. */
    boolean owns(ExitStorage data) {
        ExitStorage opening = ExitStorage.opening(terms);
        return data.key().equals(opening.key())
                && data.delay().equals(opening.delay())
                && data.networkId() == opening.networkId()
                && data.owner().equals(opening.owner());
    }

    @Override
    public String toString() {
        return "NetworkExit[" + address() + "]";
    }
}
