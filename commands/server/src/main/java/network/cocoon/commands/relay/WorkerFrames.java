package network.cocoon.commands.relay;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import network.cocoon.commands.completion.Closer;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.http.Caller;
import network.cocoon.commands.inflight.RequestRefusal;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.inference.InferenceRefusal;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.frames.FrameReader;
import network.cocoon.wire.frames.FrameSizeException;
import network.cocoon.wire.frames.FrameWriter;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where a worker uploads its answer, frame by frame, on one request whose body stays open. */
@RestController
class WorkerFrames {

    private final RequestTable requests;
    private final RelayHub hub;
    private final Closer closer;
    private final Duration patience;

    WorkerFrames(RequestTable requests, RelayHub hub, Closer closer, CocoonSettings settings) {
        this.requests = requests;
        this.hub = hub;
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
        RequestRow row = requests.find(request)
                .filter(found -> worker.equals(found.worker()))
                .orElseThrow(() ->
                        new RefusedException(InferenceRefusal.NOT_ASSIGNED_TO_WORKER, "not this worker's request"));
        if (!row.open()) {
            throw over();
        }
        Relay relay = hub.open(request);
        if (!relay.beginWriting()) {
            throw RequestRefusal.FRAMES_ALREADY_SENT.because("the frames of this request were already begun");
        }
        try {
            pump(new FrameReader(http.getInputStream()), relay, row);
        } catch (FrameSizeException e) {
            fail(row, relay, FailureCode.ENGINE_FAILED);
            throw RequestRefusal.FRAMES_MALFORMED.because(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            fail(row, relay, FailureCode.WORKER_LOST);
            throw e;
        }
    }

    private void pump(FrameReader frames, Relay relay, RequestRow row) throws IOException, InterruptedException {
        for (Optional<byte[]> frame = frames.read(); frame.isPresent(); frame = frames.read()) {
            switch (relay.offer(frame.get(), patience)) {
                case TAKEN -> {}
                case ENDED -> throw over();
                case NOT_READ -> {
                    fail(row, relay, FailureCode.CLIENT_GONE);
                    throw over();
                }
            }
        }
        relay.end(Relay.End.WHOLE);
        if (relay.ended() != Relay.End.WHOLE) {
            throw over();
        }
    }

    private void fail(RequestRow row, Relay relay, FailureCode code) {
        relay.end(Relay.End.CUT);
        closer.fail(row.request(), row.attempt(), code);
    }

    private static RuntimeException over() {
        return new RefusedException(InferenceRefusal.REQUEST_CLOSED, "the request is over");
    }
}
