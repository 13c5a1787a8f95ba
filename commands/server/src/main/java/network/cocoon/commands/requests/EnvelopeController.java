package network.cocoon.commands.requests;

import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.feed.RecentBlobs;
import network.cocoon.commands.http.Caller;
import network.cocoon.commands.inflight.RecentRows;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.domain.inference.InferenceRefusal;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.api.WorkerApi.SealedEnvelope;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The sealed request, for the worker to which it is assigned and only while it is. */
@RestController
class EnvelopeController {

    private final RecentRows requests;
    private final RecentBlobs blobs;

    EnvelopeController(RecentRows requests, RecentBlobs blobs) {
        this.requests = requests;
        this.blobs = blobs;
    }

    @GetMapping("/v1/workers/{worker}/requests/{request}/envelope")
    SealedEnvelope envelope(
            Caller caller, @PathVariable("worker") WorkerId worker, @PathVariable("request") RequestId request) {
        caller.worker(worker);
        RequestRow row = requests.find(
                        request, found -> found.state() == State.ASSIGNED && worker.equals(found.worker()))
                .filter(found -> worker.equals(found.worker()))
                .orElseThrow(() ->
                        new RefusedException(InferenceRefusal.NOT_ASSIGNED_TO_WORKER, "not this worker's request"));
        if (row.state() != State.ASSIGNED) {
            throw new RefusedException(InferenceRefusal.REQUEST_CLOSED, "the request is " + row.state());
        }
        return blobs.find(row)
                .orElseThrow(() -> new RefusedException(InferenceRefusal.REQUEST_CLOSED, "the sealed bytes are gone"));
    }
}
