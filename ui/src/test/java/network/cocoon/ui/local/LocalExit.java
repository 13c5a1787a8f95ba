package network.cocoon.ui.local;

import java.io.IOException;
import java.time.Duration;
import network.cocoon.domain.settlement.ExitTerms;
import network.cocoon.wire.exit.ExitContract;
import network.cocoon.wire.ton.TonAddress;

/** The local network's exit: its terms, and the coins with which the operator's first root deploys it. */
record LocalExit(ExitTerms terms) {

    /** Short enough to be set forward to, and longer than the messages of the network's wallet live. */
    static final Duration DELAY = Duration.ofHours(3);

    static final Duration ROOT_EVERY = Duration.ofMinutes(10);

    private static final int LOCAL_CHAIN = -3;
    private static final int COINS = 20;

    static LocalExit of(Folders folders, NetworkWallet wallet) throws IOException {
        String owner = new RegistryOwner(folders).address().raw();
        return new LocalExit(new ExitTerms(wallet.exitKey(), DELAY.toSeconds(), LOCAL_CHAIN, owner));
    }

    TonAddress address() {
        return ExitContract.address(terms);
    }

    /** Unless somebody paid in before. */
    void payIn(ChainProcess chain) throws IOException, InterruptedException {
        if (chain.balance(address()) == 0) {
            chain.give(address(), COINS);
        }
    }
}
