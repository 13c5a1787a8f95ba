package network.cocoon.workers.operator.port;

import java.util.Optional;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.ExitTerms;
import network.cocoon.wire.exit.ExitStorage;
import network.cocoon.wire.ton.TonAddress;

/**
 * The exit in the newest block, which may still be replaced: to be shown, not to be believed.
 *
 * @param data there while it is deployed and its data can be read
 * @param seen the block
 */
public record ExitSeen(
        TonAddress address,
        ExitTerms terms,
        AccountSnapshot.Status status,
        Nanoton balance,
        Optional<ExitStorage> data,
        ChainHead seen) {}
