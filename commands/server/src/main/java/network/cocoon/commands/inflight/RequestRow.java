package network.cocoon.commands.inflight;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.AssignmentReason;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.wire.api.RequestApi;
import network.cocoon.wire.api.RequestApi.State;
import org.jspecify.annotations.Nullable;

/**
 * Where one request stands.
 *
 * @param lane       which of the account's lanes holds the reservation
 * @param reserved   the most it may cost
 * @param worker     who has it or had it last; null before the first assignment
 * @param attempt    0 before the first assignment
 * @param relay      the node that passes that attempt's frames
 * @param window     frames that may be on their way beyond the last acknowledged head
 * @param tried      keys of candidates whose attempt ended before its first frame
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
        State state,
        @Nullable WorkerId worker,
        int attempt,
        @Nullable NodeId relay,
        int window,
        Set<WorkerKeyId> tried,
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
        tried = Set.copyOf(tried);
    }

    /** A request as it is accepted; queued where it has no assignment. */
    static RequestRow accepted(InferenceEvent.Requested event, @Nullable Assignment assignment) {
        return new RequestRow(
                event.request(),
                event.account(),
                event.model(),
                event.headerHash(),
                event.ciphertextDigest(),
                event.reservation().lane(),
                event.maxCost(),
                event.maxCoefficient(),
                event.candidates(),
                assignment == null ? State.QUEUED : State.ASSIGNED,
                assignment == null ? null : assignment.worker(),
                assignment == null ? 0 : assignment.attempt(),
                assignment == null ? null : assignment.relay(),
                assignment == null ? Head.DEFAULT_WINDOW : assignment.window(),
                Set.of(),
                assignment == null ? null : event.at(),
                assignment == null ? null : assignment.claimBy(),
                null,
                null,
                null,
                assignment == null ? null : assignment.reason(),
                event.deadline(),
                event.at());
    }

    /** The same request, billed by its receipt. */
    RequestRow completed(InferenceEvent.Completed event) {
        return new RequestRow(
                request,
                account,
                model,
                headerHash,
                ciphertextDigest,
                lane,
                reserved,
                maxCoefficient,
                candidates,
                State.COMPLETED,
                worker,
                attempt,
                relay,
                window,
                tried,
                assignedAt,
                claimBy,
                event.usage(),
                event.charge().cost(),
                failure,
                reason,
                deadline,
                at);
    }

    /**
     * As the app sees it.
     *
     * @param relayAddress the base address of {@link #answeredAt()}; null where it is the node that says so
     */
    public RequestApi.RequestStatus status(@Nullable String relayAddress) {
        return new RequestApi.RequestStatus(
                request, state, worker, attempt, usage, cost, reserved, failure, reason, deadline, relayAddress);
    }

    /** The node that has the answer; null where there is none to have. */
    public @Nullable NodeId answeredAt() {
        return switch (state) {
            case ASSIGNED, COMPLETED -> relay;
            case QUEUED, RESEAL_REQUIRED, FAILED, CANCELLED, EXPIRED -> null;
        };
    }

    /** The candidates that may still get it. */
    public List<Candidate> untried() {
        return candidates.stream()
                .filter(candidate -> !tried.contains(candidate.key()))
                .toList();
    }

    /** Whether it still holds its reservation. */
    public boolean open() {
        return switch (state) {
            case QUEUED, ASSIGNED, RESEAL_REQUIRED -> true;
            case COMPLETED, FAILED, CANCELLED, EXPIRED -> false;
        };
    }
}
