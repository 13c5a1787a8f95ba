package network.cocoon.workers.operator.settlement;

import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.HighloadWallet;

/** The network's wallet and the key to it. Prints no key. */
public record PayoutWallet(HighloadWallet wallet, SigningKey key) {

    public PayoutWallet {
        if (!key.publicKey().equals(wallet.publicKey())) {
            throw new IllegalArgumentException("the key is not the wallet's");
        }
    }

    TonAddress address() {
        return wallet.address();
    }

    @Override
    public String toString() {
        return "PayoutWallet[" + address() + "]";
    }
}
