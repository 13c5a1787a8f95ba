package network.cocoon.projections.requests;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a request, given to one worker.
 *
 * @param attempt 1 for the first
 * @param rule    the scheduling rule that chose the worker
 * @param relay   the server node that relays its frames; null where the log does not say
 * @param endedAt when it failed and another could follow; null for the attempt that decided the request
 * @param code    why it failed
 * @param fault   who was at fault
 */
public record AttemptRow(
        int attempt,
        String worker,
        String provider,
        String workerKey,
        String rule,
        @Nullable String relay,
        Instant assignedAt,
        @Nullable Instant endedAt,
        @Nullable String code,
        @Nullable String fault) {}
