package network.cocoon.domain.inference;

import java.util.Set;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.registry.Charge;
import org.jspecify.annotations.Nullable;

/** Where a request is in its life. */
public sealed interface InferenceState {

    record Absent() implements InferenceState {}

    /** Accepted; its order is known. */
    sealed interface Known extends InferenceState {

        /** What the app ordered, as it was logged, with the wraps that stand. */
        InferenceEvent.Requested order();

        /** Digests of the reports kept as evidence. */
        Set<Digest> refusedReports();
    }

    /** Waiting for a free slot. */
    record Queued(InferenceEvent.Requested order, Attempts attempts, Set<Digest> refusedReports) implements Known {
        public Queued {
            refusedReports = Set.copyOf(refusedReports);
        }
    }

    /** No candidate is left; waiting for the app to seal to others. */
    record Unsealed(InferenceEvent.Requested order, Attempts attempts, Set<Digest> refusedReports) implements Known {
        public Unsealed {
            refusedReports = Set.copyOf(refusedReports);
        }
    }

    /** A worker has it. */
    record Assigned(
            InferenceEvent.Requested order, Assignment assignment, Attempts attempts, Set<Digest> refusedReports)
            implements Known {
        public Assigned {
            refusedReports = Set.copyOf(refusedReports);
        }
    }

    /**
     * Over, for ever.
     *
     * @param charge  nothing, unless completed or acknowledged in part
     * @param worker  who had it; null where nobody had
     * @param attempt 0 where nobody had it
     * @param receipt SHA-256 of the receipt that was billed; null unless completed
     */
    record Closed(
            InferenceEvent.Requested order,
            Ending ending,
            Charge charge,
            @Nullable WorkerId worker,
            int attempt,
            @Nullable Digest receipt,
            Set<Digest> refusedReports)
            implements Known {
        public Closed {
            refusedReports = Set.copyOf(refusedReports);
        }
    }

    /** How it ended. */
    enum Ending {
        COMPLETED,
        FAILED,
        CANCELLED,
        EXPIRED
    }
}
