package network.cocoon.commands.completion;

import network.cocoon.commands.http.Caller;
import network.cocoon.commands.inflight.RequestRefusal;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.node.Nodes;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.api.RequestApi.RequestStatus;
import network.cocoon.wire.api.WorkerApi.ReportCompletion;
import network.cocoon.wire.api.WorkerApi.ReportFailure;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What a worker says at the end of an attempt. Both reports may be repeated: the answer is the same. */
@RestController
class WorkerReports {

    private final Completions completions;
    private final Closer closer;
    private final Nodes nodes;

    WorkerReports(Completions completions, Closer closer, Nodes nodes) {
        this.completions = completions;
        this.closer = closer;
        this.nodes = nodes;
    }

    @PostMapping("/v1/workers/{worker}/requests/{request}/completion")
    RequestStatus completed(
            Caller caller,
            @PathVariable("worker") WorkerId worker,
            @PathVariable("request") RequestId request,
            @RequestBody ReportCompletion report) {
        caller.worker(worker);
        return status(completions.complete(worker, request, report));
    }

    @PostMapping("/v1/workers/{worker}/requests/{request}/failure")
    RequestStatus failed(
            Caller caller,
            @PathVariable("worker") WorkerId worker,
            @PathVariable("request") RequestId request,
            @RequestBody ReportFailure report) {
        caller.worker(worker);
        if (!isWorkersOwn(report.code())) {
            throw RequestRefusal.NOT_A_WORKERS_REPORT.because(report.code() + " is for the server to find");
        }
        return status(closer.failReported(request, worker, report.attempt(), report.code()));
    }

    private RequestStatus status(RequestRow row) {
        return row.status(nodes.relayAddress(row.answeredAt()));
    }

    /** What only the server can see, a worker may not claim: it would shift the fault. */
    private static boolean isWorkersOwn(FailureCode code) {
        return switch (code) {
            case WORKER_RESTARTED, ENGINE_FAILED, BAD_ENVELOPE, UNSUPPORTED_REQUEST -> true;
            case WORKER_STALLED, WORKER_LOST, CLIENT_GONE, RELAY_LOST, BAD_RECEIPT -> false;
        };
    }
}
