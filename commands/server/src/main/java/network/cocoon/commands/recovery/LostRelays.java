package network.cocoon.commands.recovery;

import java.time.Duration;
import java.util.List;
import network.cocoon.commands.completion.Closer;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.loop.Loop;
import network.cocoon.commands.node.Drain;
import network.cocoon.commands.node.OwedAnswers;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.commands.settings.NodeRole;
import network.cocoon.domain.kernel.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Ends the attempts whose frames passed through a node that is gone, or through this one when it may not wait for them any
 * longer. Where none can have passed another worker gets the request; else it has failed, and what the app acknowledged is
 * billed. Nobody else can end them sooner than at their deadline.
 */
@Component
class LostRelays extends Loop {

    private static final Logger LOG = LoggerFactory.getLogger(LostRelays.class);
    private static final Duration EVERY = Duration.ofMillis(500);

    private final OwedAnswers answers;
    private final Closer closer;
    private final boolean looks;

    LostRelays(OwedAnswers answers, Closer closer, Drain drain, CocoonSettings settings) {
        super("lost-relays");
        this.answers = answers;
        this.closer = closer;
        this.looks = settings.node().does(NodeRole.OPERATOR_WORKERS);
        drain.atLast(() -> end(answers.ofThisNode()));
    }

    @Override
    protected boolean isWanted() {
        return looks;
    }

    @Override
    protected void await() throws InterruptedException {
        Thread.sleep(EVERY);
    }

    @Override
    protected void work() {
        look();
    }

    /** Ends what dead nodes owe; returns how many requests. */
    int look() {
        return end(answers.ofDeadNodes());
    }

    private int end(List<RequestId> requests) {
        int ended = 0;
        for (RequestId request : requests) {
            try {
                ended += closer.relayLost(request) ? 1 : 0;
            } catch (RefusedException e) {
                LOG.warn(
                        "request {} was not ended: {}",
                        request,
                        e.rejection().code().name());
            }
        }
        if (ended > 0) {
            LOG.info("{} attempts ended with their node", ended);
        }
        return ended;
    }
}
