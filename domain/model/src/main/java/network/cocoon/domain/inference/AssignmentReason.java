package network.cocoon.domain.inference;

import java.util.List;
import network.cocoon.domain.kernel.WorkerId;

/**
 * Why this worker: what the scheduler saw of each candidate when it chose.
 *
 * @param rule       name and version of the rule, for example {@code least-expected-wait/v1}
 * @param considered every candidate, the chosen one included
 */
public record AssignmentReason(String rule, List<Considered> considered) {

    public AssignmentReason {
        considered = List.copyOf(considered);
    }

    /**
     * @param slots              how many requests it may run at once
     * @param running            how many it was running
     * @param averageMillis      its smoothed time a request, or the prior of its model while it has none of its own
     * @param expectedWaitMillis running x average / slots
     * @param verdict            {@code chosen}, {@code slower}, {@code full}, {@code not-live}, {@code too-dear}...
     */
    public record Considered(
            WorkerId worker, int slots, int running, long averageMillis, long expectedWaitMillis, String verdict) {}
}
