package network.cocoon.commands.recovery;

import java.time.Duration;
import network.cocoon.commands.loop.Loop;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.commands.settings.NodeRole;
import org.springframework.stereotype.Component;

/** Has the {@link Watch} look again and again, for as long as the node runs. */
@Component
class Watchman extends Loop {

    private final Watch watch;
    private final Duration every;
    private final boolean wanted;

    Watchman(Watch watch, CocoonSettings settings) {
        super("watchman");
        this.watch = watch;
        this.every = settings.requests().watchEvery();
        // A node with the API looks after its own answers, one of the operator's workers after what nobody else will
        // end.
        this.wanted = settings.node().does(NodeRole.API) || settings.node().does(NodeRole.OPERATOR_WORKERS);
    }

    @Override
    protected boolean isWanted() {
        return wanted;
    }

    @Override
    protected void await() throws InterruptedException {
        Thread.sleep(every);
    }

    @Override
    protected void work() {
        watch.look();
    }
}
