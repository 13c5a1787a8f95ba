package network.cocoon.domain.inference;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.Rejection;

/** What an assignment must satisfy: only a worker that the app chose, at a price that the app accepted. */
final class AssignRules {

    private AssignRules() {}

    static Optional<Rejection> refusal(
            Assignment a, List<Candidate> candidates, int maxCoefficient, Instant deadline, Instant at) {
        if (!candidates.contains(new Candidate(a.worker(), a.provider(), a.key()))) {
            return refuse(InferenceRefusal.NOT_A_CANDIDATE, "the app did not seal its request to this worker");
        }
        if (a.coefficient() < 1 || a.coefficient() > maxCoefficient) {
            return refuse(
                    InferenceRefusal.COEFFICIENT_TOO_HIGH,
                    "the worker asks for " + a.coefficient() + ", the app accepts up to " + maxCoefficient);
        }
        if (a.attempt() != 1) {
            return refuse(InferenceRefusal.WRONG_ATTEMPT, "the first attempt is number 1");
        }
        if (a.slot().delta() != 1) {
            return refuse(InferenceRefusal.RESERVATION_MISMATCH, "an assignment takes one slot");
        }
        if (!at.isBefore(deadline)) {
            return refuse(InferenceRefusal.REQUEST_TOO_LATE, "the request's deadline has passed");
        }
        return Optional.empty();
    }

    private static Optional<Rejection> refuse(InferenceRefusal code, String detail) {
        return Optional.of(new Rejection(code, detail));
    }
}
