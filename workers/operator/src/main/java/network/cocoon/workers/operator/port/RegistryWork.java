package network.cocoon.workers.operator.port;

import java.util.Optional;
import network.cocoon.wire.ton.TonAddress;

/** What the operator's books want of the registry on chain, read anew each round. May throw; the round is then left out. */
public interface RegistryWork {

    /** {@link RegistryPlace#START} where nothing was reported yet. */
    RegistryPlace place(TonAddress registry);

    /** One consistent view: the changes that are missing in the very journal that is named with them. */
    RegistryDue due(TonAddress registry);

    /** The newest checkpoint of the log that was sealed. */
    Optional<LogCheckpoint> checkpoint();
}
