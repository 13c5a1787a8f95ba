package network.cocoon.commands.relay;

import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerKeyId;

/**
 * Which answer may pass.
 *
 * @param number     from 1
 * @param key        under which the request was sealed to the worker that answers
 * @param headerHash where the answer's hash chain starts
 * @param window     frames that may be on their way beyond the last acknowledged head
 */
record Attempt(int number, WorkerKeyId key, Digest headerHash, int window) {

    /** The running one of an assigned request. */
    static Attempt of(RequestRow row) {
        WorkerKeyId key = row.candidates().stream()
                .filter(candidate -> candidate.worker().equals(row.worker()))
                .map(Candidate::key)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("assigned to a worker that is no candidate"));
        return new Attempt(row.attempt(), key, row.headerHash(), row.window());
    }
}
