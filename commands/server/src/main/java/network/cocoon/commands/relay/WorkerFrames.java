package network.cocoon.commands.relay;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import network.cocoon.commands.completion.Closer;
import network.cocoon.commands.completion.Completions;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.http.Caller;
import network.cocoon.commands.inflight.RecentRows;
import network.cocoon.commands.inflight.RequestRefusal;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.inference.InferenceRefusal;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.api.RequestApi.RequestStatus;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.api.WorkerApi.ReportCompletion;
import network.cocoon.wire.frames.FrameReader;
import network.cocoon.wire.frames.FrameSizeException;
import network.cocoon.wire.frames.FrameWriter;
import network.cocoon.wire.frames.ReceiptTrailer;
import network.cocoon.wire.frames.ResponseMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where a worker uploads its answer, message by message, on one request whose body stays open. An upload that ends with its
 * receipt is billed by it at once; one that ends before is no verdict yet: the worker says by its report why, or is silent
 * for too long.
 */
@RestController
class WorkerFrames {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerFrames.class);

    private final RecentRows recent;
    private final RelayHub hub;
    private final Beginnings beginnings;
    private final HeadWriter heads;
    private final Closer closer;
    private final Completions completions;
    private final Duration patience;

    WorkerFrames(
            RecentRows recent,
            RelayHub hub,
            Beginnings beginnings,
            HeadWriter heads,
            Closer closer,
            Completions completions,
            CocoonSettings settings) {
        this.recent = recent;
        this.hub = hub;
        this.beginnings = beginnings;
        this.heads = heads;
        this.closer = closer;
        this.completions = completions;
        this.patience = settings.requests().betweenFrames();
    }

    @PostMapping(path = "/v1/workers/{worker}/requests/{request}/frames", consumes = FrameWriter.CONTENT_TYPE)
    ResponseEntity<RequestStatus> upload(
            Caller caller,
            @PathVariable("worker") WorkerId worker,
            @PathVariable("request") RequestId request,
            HttpServletRequest http)
            throws IOException, InterruptedException {
        caller.worker(worker);
        RequestRow row = recent.find(request, found -> found.state() == State.ASSIGNED && worker.equals(found.worker()))
                .filter(found -> worker.equals(found.worker()))
                .orElseThrow(() ->
                        new RefusedException(InferenceRefusal.NOT_ASSIGNED_TO_WORKER, "not this worker's request"));
        if (row.state() != State.ASSIGNED) {
            throw over();
        }
        Relay relay = hub.open(row);
        if (!relay.beginWriting(Attempt.of(row))) {
            throw RequestRefusal.FRAMES_ALREADY_SENT.because("the frames of this attempt were already begun");
        }
        // It may have ended between the look at its row and the opening of the relay; then nobody else would end it.
        if (!beginnings.begin(request, row.attempt())) {
            relay.attemptOver(row.attempt());
            throw over();
        }
        Optional<ReceiptTrailer> receipt;
        try {
            receipt = pump(new FrameReader(http.getInputStream()), relay, row);
        } catch (FrameSizeException e) {
            throw malformed(row, relay, "a message has 1 to " + FrameWriter.MAX_FRAME + " bytes");
        } catch (IOException e) {
            fail(row, relay, FailureCode.WORKER_LOST);
            throw e;
        }
        return receipt.flatMap(trailer -> billed(row, worker, trailer))
                .map(ended -> ResponseEntity.ok(ended.status(null)))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    /** What the worker would report next; empty where that is left to it, for it can go on until it is answered. */
    private Optional<RequestRow> billed(RequestRow row, WorkerId worker, ReceiptTrailer trailer) {
        try {
            RequestRow ended = completions.complete(
                    worker, row.request(), new ReportCompletion(row.attempt(), trailer.receipt(), trailer.signature()));
            heads.forget(row.request());
            return Optional.of(ended);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("request {} was not billed by the receipt in its answer: {}", row.request(), e.toString());
            return Optional.empty();
        }
    }

    /** Returns the receipt, where it came. */
    private Optional<ReceiptTrailer> pump(FrameReader messages, Relay relay, RequestRow row)
            throws IOException, InterruptedException {
        Optional<ReceiptTrailer> receipt = Optional.empty();
        for (Optional<byte[]> message = messages.read(); message.isPresent(); message = messages.read()) {
            byte[] bytes = message.get();
            ResponseMessage decoded = decode(bytes, row, relay);
            if (decoded instanceof ResponseMessage.Receipt(ReceiptTrailer trailer)) {
                receipt = Optional.of(trailer);
            }
            switch (relay.offer(row.attempt(), bytes, decoded, patience)) {
                case TAKEN -> {}
                case ENDED -> throw over();
                case NOT_READ -> {
                    closer.fail(row.request(), row.attempt(), FailureCode.CLIENT_GONE);
                    throw over();
                }
                case REFUSED -> throw malformed(row, relay, String.valueOf(relay.fault()));
            }
        }
        return relay.finished(row.attempt()) ? receipt : Optional.empty();
    }

    private ResponseMessage decode(byte[] bytes, RequestRow row, Relay relay) {
        try {
            return ResponseMessage.decode(bytes);
        } catch (IllegalArgumentException e) {
            throw malformed(row, relay, "a message of no known kind or size");
        }
    }

    private RefusedException malformed(RequestRow row, Relay relay, String detail) {
        fail(row, relay, FailureCode.ENGINE_FAILED);
        return RequestRefusal.FRAMES_MALFORMED.because(detail);
    }

    /** Unless everything had passed: then the worker's receipt is still to come. */
    private void fail(RequestRow row, Relay relay, FailureCode code) {
        if (!relay.finished(row.attempt())) {
            closer.failAttempt(row.request(), row.attempt(), code);
        }
    }

    private static RuntimeException over() {
        return new RefusedException(InferenceRefusal.REQUEST_CLOSED, "the request is over, or this attempt is");
    }
}
