package network.cocoon.commands.providers;

import java.time.Duration;
import network.cocoon.commands.loop.Loop;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.commands.settings.NodeRole;
import org.springframework.stereotype.Component;

/** Looks for changes of address that are due, so that owners see them happen when they were told. */
@Component
class AddressWatch extends Loop {

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final PayoutAddresses addresses;
    private final CocoonSettings.Node node;

    AddressWatch(PayoutAddresses addresses, CocoonSettings settings) {
        super("payout-addresses");
        this.addresses = addresses;
        this.node = settings.node();
    }

    @Override
    protected boolean isWanted() {
        return node.does(NodeRole.API) || node.does(NodeRole.OPERATOR_WORKERS);
    }

    @Override
    protected void await() throws InterruptedException {
        Thread.sleep(EVERY);
    }

    @Override
    protected void work() {
        addresses.changeDue();
    }
}
