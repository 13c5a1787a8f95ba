package network.cocoon.projections.overview;

import java.util.Map;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.projections.requests.RequestState;
import network.cocoon.projections.workers.WorkerStatus;

/**
 * The network at a glance.
 *
 * @param requests every state, with how many requests are in it; 0 where there are none
 * @param tokens   ever billed, of all kinds
 * @param spent    ever billed to apps; {@code rewards + fees}
 * @param rewards  ever earned by GPU owners
 * @param fees     ever kept by the network
 * @param reserved held by requests in flight
 * @param workers  every status, with how many workers have it
 * @param accounts how many apps are registered
 * @param latency  of the requests completed in the window that was asked for
 */
public record Overview(
        Map<RequestState, Long> requests,
        long tokens,
        Nanoton spent,
        Nanoton rewards,
        Nanoton fees,
        Nanoton reserved,
        Map<WorkerStatus, Long> workers,
        long accounts,
        Latency latency) {

    public Overview {
        requests = Map.copyOf(requests);
        workers = Map.copyOf(workers);
    }

    /** All requests ever asked. */
    public long totalRequests() {
        return requests.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Milliseconds from asked to completed; all 0 when there was nothing to measure. */
    public record Latency(long samples, long p50Millis, long p95Millis, long p99Millis) {}
}
