package network.cocoon.domain.inference;

import java.time.Instant;
import java.util.Optional;
import network.cocoon.domain.kernel.Rejection;

/** What an assignment must satisfy: only a worker that the app chose, at a price that the app accepted. */
final class AssignRules {

    private AssignRules() {}

    /** @param order with the wraps that stand */
    static Optional<Rejection> refusal(Assignment a, InferenceEvent.Requested order, Attempts attempts, Instant at) {
        if (!order.candidates().contains(new Candidate(a.worker(), a.provider(), a.key()))) {
            return refuse(InferenceRefusal.NOT_A_CANDIDATE, "the app did not seal its request to this worker");
        }
        if (a.coefficient() < 1 || a.coefficient() > order.maxCoefficient()) {
            return refuse(
                    InferenceRefusal.COEFFICIENT_TOO_HIGH,
                    "the worker asks for " + a.coefficient() + ", the app accepts up to " + order.maxCoefficient());
        }
        if (attempts.tried().contains(a.key())) {
            return refuse(InferenceRefusal.CANDIDATE_TRIED, "this worker has failed this request before");
        }
        if (a.attempt() != attempts.last() + 1) {
            return refuse(InferenceRefusal.WRONG_ATTEMPT, "the next attempt is number " + (attempts.last() + 1));
        }
        if (a.slot().delta() != 1) {
            return refuse(InferenceRefusal.RESERVATION_MISMATCH, "an assignment takes one slot");
        }
        if (!at.isBefore(order.deadline())) {
            return refuse(InferenceRefusal.REQUEST_TOO_LATE, "the request's deadline has passed");
        }
        return Optional.empty();
    }

    private static Optional<Rejection> refuse(InferenceRefusal code, String detail) {
        return Optional.of(new Rejection(code, detail));
    }
}
