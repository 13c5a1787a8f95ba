package network.cocoon.commands.scheduling;

import java.util.Collection;

/**
 * How long a request would wait: running x average time / slots. A worker with few finished requests is taken to be as
 * fast as its peers, in the measure that its own samples are missing: an average of zero would draw all load to it.
 */
final class ExpectedWait {

    /** From so many samples on, a worker's own average stands alone. */
    static final int TRUSTED_SAMPLES = 16;

    /** Where nobody has finished anything yet. */
    static final long FIRST_GUESS_MILLIS = 3_000;

    private final long priorMillis;

    private ExpectedWait(long priorMillis) {
        this.priorMillis = priorMillis;
    }

    /** The prior is the mean of the peers that have finished something. */
    static ExpectedWait among(Collection<WorkerView> peers) {
        return new ExpectedWait(Math.round(peers.stream()
                .filter(peer -> peer.samples() > 0)
                .mapToLong(WorkerView::averageMillis)
                .average()
                .orElse(FIRST_GUESS_MILLIS)));
    }

    long averageMillis(WorkerView worker) {
        long own = Math.min(worker.samples(), TRUSTED_SAMPLES);
        return (worker.averageMillis() * own + priorMillis * (TRUSTED_SAMPLES - own)) / TRUSTED_SAMPLES;
    }

    long millis(WorkerView worker) {
        return worker.slots() == 0 ? Long.MAX_VALUE : worker.running() * averageMillis(worker) / worker.slots();
    }
}
