package network.cocoon.commands.recovery;

import java.time.Duration;
import network.cocoon.commands.loop.Loop;
import network.cocoon.commands.settings.CocoonSettings;
import org.springframework.stereotype.Component;

/** Has the {@link Watch} look again and again, for as long as the node runs. */
@Component
class Watchman extends Loop {

    private final Watch watch;
    private final Duration every;

    Watchman(Watch watch, CocoonSettings settings) {
        super("watchman");
        this.watch = watch;
        this.every = settings.requests().watchEvery();
    }

    @Override
    protected void turn() throws InterruptedException {
        watch.look();
        Thread.sleep(every);
    }
}
