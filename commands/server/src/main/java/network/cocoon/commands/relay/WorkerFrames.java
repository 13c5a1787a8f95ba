package network.cocoon.commands.relay;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import network.cocoon.commands.completion.Closer;
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
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.frames.FrameReader;
import network.cocoon.wire.frames.FrameSizeException;
import network.cocoon.wire.frames.FrameWriter;
import network.cocoon.wire.frames.ResponseMessage;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where a worker uploads its answer, message by message, on one request whose body stays open. An upload that ends before
 * its receipt is no verdict yet: the worker says by its report why, or is silent for too long.
 */
@RestController
class WorkerFrames {

    private final RecentRows recent;
    private final RelayHub hub;
    private final Beginnings beginnings;
    private final Closer closer;
    private final Duration patience;

    WorkerFrames(RecentRows recent, RelayHub hub, Beginnings beginnings, Closer closer, CocoonSettings settings) {
        this.recent = recent;
        this.hub = hub;
        this.beginnings = beginnings;
        this.closer = closer;
        this.patience = settings.requests().betweenFrames();
    }

    @PostMapping(path = "/v1/workers/{worker}/requests/{request}/frames", consumes = FrameWriter.CONTENT_TYPE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void upload(
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
        try {
            pump(new FrameReader(http.getInputStream()), relay, row);
        } catch (FrameSizeException e) {
            throw malformed(row, relay, "a message has 1 to " + FrameWriter.MAX_FRAME + " bytes");
        } catch (IOException e) {
            fail(row, relay, FailureCode.WORKER_LOST);
            throw e;
        }
    }

    private void pump(FrameReader messages, Relay relay, RequestRow row) throws IOException, InterruptedException {
        for (Optional<byte[]> message = messages.read(); message.isPresent(); message = messages.read()) {
            byte[] bytes = message.get();
            switch (relay.offer(row.attempt(), bytes, decode(bytes, row, relay), patience)) {
                case TAKEN -> {}
                case ENDED -> throw over();
                case NOT_READ -> {
                    closer.fail(row.request(), row.attempt(), FailureCode.CLIENT_GONE);
                    throw over();
                }
                case REFUSED -> throw malformed(row, relay, String.valueOf(relay.fault()));
            }
        }
        relay.finished(row.attempt());
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
