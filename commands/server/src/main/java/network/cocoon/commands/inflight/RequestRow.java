package network.cocoon.commands.inflight;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.inference.AssignmentReason;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.api.RequestApi;
import org.jspecify.annotations.Nullable;

/**
 * Where one request stands.
 *
 * @param lane       which of the account's lanes holds the reservation
 * @param reserved   the most it may cost
 * @param worker     who has it or had it last; null before the first assignment
 * @param attempt    0 before the first assignment
 * @param assignedAt when that worker got it
 * @param claimBy    until when that worker must have sent its first frame
 * @param reason     why that worker
 * @param at         when it was accepted
 */
public record RequestRow(
        RequestId request,
        AccountId account,
        ModelId model,
        Digest headerHash,
        Digest ciphertextDigest,
        int lane,
        Nanoton reserved,
        int maxCoefficient,
        List<Candidate> candidates,
        RequestApi.State state,
        @Nullable WorkerId worker,
        int attempt,
        @Nullable Instant assignedAt,
        @Nullable Instant claimBy,
        @Nullable TokenUsage usage,
        @Nullable Nanoton cost,
        @Nullable FailureCode failure,
        @Nullable AssignmentReason reason,
        Instant deadline,
        Instant at) {

    public RequestRow {
        candidates = List.copyOf(candidates);
    }

    /** As the app sees it. */
    public RequestApi.RequestStatus status() {
        return new RequestApi.RequestStatus(
                request, state, worker, attempt, usage, cost, reserved, failure, reason, deadline);
    }

    /** Whether it still holds its reservation. */
    public boolean open() {
        return switch (state) {
            case QUEUED, ASSIGNED -> true;
            case COMPLETED, FAILED, CANCELLED, EXPIRED -> false;
        };
    }
}
