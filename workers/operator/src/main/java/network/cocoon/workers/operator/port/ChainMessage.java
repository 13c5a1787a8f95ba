package network.cocoon.workers.operator.port;

import java.util.Optional;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;

/** A message as it stands in a transaction. Its hash is that of the whole cell. */
public sealed interface ChainMessage {

    Digest hash();

    Cell body();

    /** From outside to a contract. */
    record External(Digest hash, TonAddress to, Cell body) implements ChainMessage {}

    /**
     * From contract to contract.
     *
     * @param bounce  whether it comes back where it fails
     * @param bounced whether it came back
     */
    record Internal(
            Digest hash, TonAddress from, TonAddress to, Nanoton value, boolean bounce, boolean bounced, Cell body)
            implements ChainMessage {}

    /** From a contract to whoever listens. */
    record Log(Digest hash, Cell body) implements ChainMessage {}

    default Optional<Internal> internal() {
        return this instanceof Internal i ? Optional.of(i) : Optional.empty();
    }
}
