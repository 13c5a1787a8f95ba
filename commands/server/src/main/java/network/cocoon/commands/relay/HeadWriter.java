package network.cocoon.commands.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import network.cocoon.commands.inflight.HeadRow;
import network.cocoon.commands.inflight.HeadTable;
import network.cocoon.commands.loop.Loop;
import network.cocoon.domain.kernel.RequestId;
import org.springframework.stereotype.Component;

/**
 * Writes behind what was acknowledged: of each request the highest head, all that changed in one statement a turn. What is
 * in memory is what is billed; the table is for the day on which this node dies, and a turn is then the most that is lost,
 * in the app's favour.
 */
@Component
class HeadWriter extends Loop {

    private static final Duration EVERY = Duration.ofMillis(200);
    private static final int BATCH = 1_000;

    private final HeadTable heads;
    private final Map<RequestId, HeadRow> changed = new ConcurrentHashMap<>();

    HeadWriter(HeadTable heads) {
        super("head-writer");
        this.heads = heads;
    }

    /** Will be written within a turn. */
    void write(HeadRow head) {
        changed.merge(head.request(), head, (old, recent) -> recent.beyond(old) ? recent : old);
    }

    /** The bill is written by the receipt, which stands above every head: one that waits here is of no use any more. */
    void forget(RequestId request) {
        changed.remove(request);
    }

    /** Writes what has changed; what fails to be written stays for the next turn. */
    void flush() {
        List<HeadRow> due = new ArrayList<>(changed.values());
        for (int from = 0; from < due.size(); from += BATCH) {
            List<HeadRow> batch = due.subList(from, Math.min(from + BATCH, due.size()));
            heads.raise(batch);
            // One that rose meanwhile is another value, and stays.
            batch.forEach(head -> changed.remove(head.request(), head));
        }
    }

    @Override
    protected void await() throws InterruptedException {
        Thread.sleep(EVERY);
    }

    @Override
    protected void work() {
        flush();
    }

    @Override
    public void stop() {
        super.stop();
        flush();
    }
}
