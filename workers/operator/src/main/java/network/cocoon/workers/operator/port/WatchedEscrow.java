package network.cocoon.workers.operator.port;

import network.cocoon.domain.kernel.AccountId;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.EscrowState;

/**
 * An app's escrow, as it is or will be opened.
 *
 * @param opening the state whose hash is the address
 */
public record WatchedEscrow(AccountId account, EscrowState opening) {

    public TonAddress address() {
        return opening.initial().address();
    }
}
