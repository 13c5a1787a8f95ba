package network.cocoon.projections.requests;

import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.InferenceEvent.Assigned;
import network.cocoon.domain.inference.InferenceEvent.AttemptFailed;
import network.cocoon.domain.inference.InferenceEvent.Cancelled;
import network.cocoon.domain.inference.InferenceEvent.Completed;
import network.cocoon.domain.inference.InferenceEvent.Expired;
import network.cocoon.domain.inference.InferenceEvent.Failed;
import network.cocoon.domain.inference.InferenceEvent.ReportRefused;
import network.cocoon.domain.inference.InferenceEvent.Requested;
import network.cocoon.domain.inference.InferenceEvent.ResealRequired;
import network.cocoon.domain.inference.InferenceEvent.Resealed;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.registry.Charge;
import network.cocoon.projections.workers.FaultWrite;
import network.cocoon.projections.workers.WorkerFault;
import network.cocoon.projections.write.Projection;
import network.cocoon.projections.write.ViewBatch;
import network.cocoon.projections.write.ViewEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per request and per attempt. Each event sets absolute values, only if newer than what the row has seen. */
@Component
class RequestProjection implements Projection {

    private static final TokenUsage NOTHING_USED = new TokenUsage(0, 0, 0, 0);
    private static final Charge NOTHING_OWED = new Charge(Nanoton.ZERO, Nanoton.ZERO, Nanoton.ZERO);

    @Override
    public void on(ViewEvent event, ViewBatch batch) {
        if (event.payload() instanceof InferenceEvent inference) {
            project(inference, event.sequence(), batch);
        }
    }

    private static void project(InferenceEvent event, long sequence, ViewBatch batch) {
        switch (event) {
            case Requested e -> requested(e, sequence, batch);
            case Assigned e -> assigned(e, sequence, batch);
            case Completed e -> completed(e, sequence, batch);
            case Failed e -> failed(e, sequence, batch);
            case Cancelled e ->
                closed(e.request(), sequence, RequestState.CANCELLED, e.at(), null, null, e.bill(), batch);
            case Expired e -> closed(e.request(), sequence, RequestState.EXPIRED, e.at(), null, null, e.bill(), batch);
            case AttemptFailed e -> attemptFailed(e, sequence, batch);
            case ResealRequired e -> waiting(e.request(), sequence, true, batch);
            case Resealed e -> waiting(e.request(), sequence, false, batch);
            case ReportRefused e -> refused(e, sequence, batch);
        }
    }

    private static void requested(Requested e, long sequence, ViewBatch batch) {
        batch.add(
                RequestWrites.REQUESTED,
                e.request().value(),
                e.request().value(),
                sequence,
                e.account().value(),
                e.clientKey().value(),
                e.model().value(),
                e.maxTokens(),
                e.maxCoefficient(),
                e.maxCost().value(),
                e.ciphertextBytes(),
                e.at(),
                e.deadline(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static void assigned(Assigned e, long sequence, ViewBatch batch) {
        var a = e.assignment();
        String request = e.request().value();
        @Nullable Object[] values = {
            a.worker().value(),
            a.provider().value(),
            a.key().value(),
            a.attempt(),
            a.coefficient(),
            a.reason().rule(),
            a.relay().value(),
            e.at()
        };
        if (!batch.amend(RequestWrites.REQUESTED, request, row -> firstAssigned(row, sequence, values))) {
            batch.add(
                    RequestWrites.ASSIGNED,
                    request,
                    Stream.concat(Stream.of(request, sequence), Arrays.stream(values))
                            .toArray());
        }
        batch.add(
                RequestWrites.ATTEMPT,
                request + '/' + a.attempt(),
                request,
                a.attempt(),
                a.worker().value(),
                a.provider().value(),
                a.key().value(),
                a.reason().rule(),
                a.relay().value(),
                e.at());
    }

    /** The row of {@link RequestWrites#REQUESTED}: its version is the second value, the assignment its last ones. */
    private static void firstAssigned(@Nullable Object[] row, long sequence, @Nullable Object[] assignment) {
        row[1] = sequence;
        System.arraycopy(assignment, 0, row, row.length - assignment.length, assignment.length);
    }

    private static void completed(Completed e, long sequence, ViewBatch batch) {
        batch.add(
                RequestWrites.CLOSED,
                e.request().value(),
                e.request().value(),
                sequence,
                RequestState.COMPLETED.name(),
                e.usage().prompt(),
                e.usage().cached(),
                e.usage().completion(),
                e.usage().reasoning(),
                e.charge().cost().value(),
                e.charge().reward().value(),
                e.charge().fee().value(),
                false,
                e.firstTokenAt(),
                null,
                null,
                e.at());
    }

    private static void failed(Failed e, long sequence, ViewBatch batch) {
        closed(
                e.request(),
                sequence,
                RequestState.FAILED,
                e.at(),
                e.code().name(),
                e.fault().name(),
                e.bill(),
                batch);
        WorkerId worker = e.worker();
        if (worker != null) {
            FaultWrite.add(
                    batch,
                    e.request(),
                    sequence,
                    worker,
                    WorkerFault.Kind.REQUEST_FAILED,
                    e.code().name(),
                    "",
                    e.at());
        }
    }

    /** An attempt ended and the request waits for another worker. */
    private static void attemptFailed(AttemptFailed e, long sequence, ViewBatch batch) {
        String request = e.request().value();
        waiting(e.request(), sequence, false, batch);
        batch.add(
                RequestWrites.ATTEMPT_FAILED,
                request + '/' + e.attempt(),
                request,
                e.attempt(),
                e.code().name(),
                e.fault().name(),
                e.at());
        FaultWrite.add(
                batch,
                e.request(),
                sequence,
                e.worker(),
                WorkerFault.Kind.ATTEMPT_FAILED,
                e.code().name(),
                "",
                e.at());
    }

    private static void waiting(RequestId request, long sequence, boolean resealing, ViewBatch batch) {
        batch.add(RequestWrites.WAITING, request.value(), request.value(), sequence, resealing);
    }

    private static void closed(
            RequestId request,
            long sequence,
            RequestState state,
            Instant at,
            @Nullable String failure,
            @Nullable String fault,
            @Nullable PartialBill bill,
            ViewBatch batch) {
        TokenUsage usage = bill == null ? NOTHING_USED : bill.usage();
        Charge charge = bill == null ? NOTHING_OWED : bill.charge();
        batch.add(
                RequestWrites.CLOSED,
                request.value(),
                request.value(),
                sequence,
                state.name(),
                usage.prompt(),
                usage.cached(),
                usage.completion(),
                usage.reasoning(),
                charge.cost().value(),
                charge.reward().value(),
                charge.fee().value(),
                bill != null,
                null,
                failure,
                fault,
                at);
    }

    private static void refused(ReportRefused e, long sequence, ViewBatch batch) {
        batch.add(
                RequestWrites.REFUSED,
                e.request().value() + '/' + sequence,
                e.request().value(),
                sequence,
                e.reporter().value(),
                e.code(),
                e.at());
        FaultWrite.add(
                batch, e.request(), sequence, e.reporter(), WorkerFault.Kind.REPORT_REFUSED, e.code(), "", e.at());
    }
}
