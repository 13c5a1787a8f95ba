package network.cocoon.workers.operator.port;

import network.cocoon.domain.kernel.Id;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.TonAddress;

/**
 * What one payee gets.
 *
 * @param payee  the provider, or the transfer that the operator ordered
 * @param to     the provider's proven wallet, or where the operator wants it, in workchain 0 or -1
 * @param amount more than zero; arrives whole, the network's wallet bears the fees
 */
public record Payout(Id payee, TonAddress to, Nanoton amount) {

    public Payout {
        if (amount.isZero()) {
            throw new IllegalArgumentException("a payout is more than nothing");
        }
        if (to.workchain() != 0 && to.workchain() != -1) {
            throw new IllegalArgumentException("a wallet is in workchain 0 or -1");
        }
    }
}
