package network.cocoon.projections.workers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong with a worker.
 *
 * @param code    coded reason
 * @param detail  for people; empty where the code says it all
 * @param request which request it was about, if any
 */
public record WorkerFault(
        Kind kind, String code, String detail, @Nullable String request, Instant at) {

    /** What kind of event says so. */
    public enum Kind {
        /** A request that it had failed, whoever's fault. */
        REQUEST_FAILED,
        /** An attempt failed and the request went on elsewhere. */
        ATTEMPT_FAILED,
        /** Its report was forged, late or above the ceiling. */
        REPORT_REFUSED,
        ATTESTATION_REJECTED,
        SUSPENDED,
        LOST
    }
}
