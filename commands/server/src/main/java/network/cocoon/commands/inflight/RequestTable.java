package network.cocoon.commands.inflight;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.api.RequestApi.State;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/**
 * Reads and moves {@link RequestRow}s. Whatever writes needs the transaction in which the event is appended, and returns the
 * row as it leaves it.
 */
public interface RequestTable {

    Optional<RequestRow> find(RequestId request);

    /** Locks the row: the first lock of every change to a request. */
    Optional<RequestRow> lock(RequestId request);

    /** Locks several rows, in order of their ids; those that are not there are left out. */
    List<RequestRow> lockAll(Collection<RequestId> requests);

    /** Locks the row if it is queued and nobody else is at it. */
    Optional<RequestRow> lockQueued(RequestId request);

    /**
     * Accepts a request.
     *
     * @param assignment its first one, or null where it is queued
     * @throws DuplicateKeyException where the id was used before, at once or, among several orders carried out together, at
     *     their end; waits for another transaction that is using it
     */
    RequestRow insert(InferenceEvent.Requested event, @Nullable Assignment assignment);

    RequestRow assigned(RequestId request, Assignment assignment, Instant at);

    /** @param row as it is locked */
    RequestRow completed(RequestRow row, InferenceEvent.Completed event);

    /**
     * Ends a request otherwise than by a receipt.
     *
     * @param bill what was acknowledged, if anything
     */
    RequestRow ended(
            RequestId request, State state, @Nullable FailureCode failure, @Nullable PartialBill bill, Instant at);

    /** Back to the queue: an attempt ended before its first frame, and its worker's key is not tried again. */
    RequestRow requeued(InferenceEvent.AttemptFailed event);

    /** Waits for new wraps. */
    void unsealed(RequestId request, Instant at);

    /** Queued under new wraps. */
    void resealed(InferenceEvent.Resealed event);

    /** Queued requests of which a candidate has a free slot, oldest first. */
    List<RequestId> assignable(int limit);

    /**
     * The queue of a model.
     *
     * @param requests how many there are, at least 1
     * @param since    when the first of them was accepted
     */
    record Waiting(int requests, Instant since) {}

    /** Those of one app that wait for one model. */
    record Queue(ModelId model, AccountId account) {}

    /** All that wait for a slot, over all nodes; queues in which none waits are not in it. */
    Map<Queue, Waiting> waiting();

    /** Queued requests of which every candidate has failed them, is not active or has an old key. */
    List<RequestId> stranded(Instant now, int limit);

    /** Assigned requests of workers that are known to be gone. */
    List<RequestId> ofLostWorkers(int limit);

    /** Open requests whose deadline has passed. */
    List<RequestId> overdue(Instant now, int limit);

    /**
     * Assigned requests whose claim lease has run out.
     *
     * @param begun those of which this node knows that a frame was sent
     */
    List<RequestId> claimsDue(Instant now, Set<RequestId> begun, int limit);

    /** What a worker has in hand. */
    List<RequestId> assignedTo(WorkerId worker);
}
