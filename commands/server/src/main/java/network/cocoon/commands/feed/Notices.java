package network.cocoon.commands.feed;

import java.time.Instant;
import java.util.Optional;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.commands.node.Nodes;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.api.WorkerApi.AssignmentNotice;
import network.cocoon.wire.api.WorkerApi.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What an event means to a worker. */
@Component
class Notices {

    private final RequestTable requests;
    private final Nodes nodes;

    Notices(RequestTable requests, Nodes nodes) {
        this.requests = requests;
        this.nodes = nodes;
    }

    /** Whom an event concerns, if anyone. */
    static @Nullable WorkerId addressee(Object event) {
        return switch (event) {
            case InferenceEvent.Assigned e -> e.assignment().worker();
            case InferenceEvent.AttemptFailed e -> e.worker();
            case InferenceEvent.Failed e -> e.worker();
            case InferenceEvent.Cancelled e -> e.worker();
            case InferenceEvent.Expired e -> e.worker();
            default -> null;
        };
    }

    /** The notice of an event whose {@link #addressee} the worker is. */
    Optional<AssignmentNotice> of(Object event, WorkerId worker) {
        return switch (event) {
            case InferenceEvent.Assigned e
            when e.assignment().worker().equals(worker) ->
                Optional.of(new AssignmentNotice(
                        Kind.ASSIGNED,
                        e.request(),
                        e.assignment().key(),
                        e.assignment().attempt(),
                        e.assignment().signature(),
                        e.assignment().claimBy(),
                        nodes.relayAddress(e.assignment().relay()),
                        e.assignment().window(),
                        null));
            case InferenceEvent.AttemptFailed e
            when worker.equals(e.worker()) ->
                Optional.of(new AssignmentNotice(
                        Kind.REVOKED, e.request(), e.key(), e.attempt(), null, e.at(), null, 0, null));
            case InferenceEvent.Failed e
            when worker.equals(e.worker()) -> revoked(e.request(), worker, e.attempt(), e.at());
            case InferenceEvent.Cancelled e
            when worker.equals(e.worker()) -> revoked(e.request(), worker, e.attempt(), e.at());
            case InferenceEvent.Expired e
            when worker.equals(e.worker()) -> revoked(e.request(), worker, e.attempt(), e.at());
            default -> Optional.empty();
        };
    }

    private Optional<AssignmentNotice> revoked(RequestId request, WorkerId worker, int attempt, Instant at) {
        return requests.find(request).flatMap(row -> row.candidates().stream()
                .filter(candidate -> candidate.worker().equals(worker))
                .map(Candidate::key)
                .findFirst()
                .map(key -> new AssignmentNotice(Kind.REVOKED, request, key, attempt, null, at, null, 0, null)));
    }
}
