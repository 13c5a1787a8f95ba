package network.cocoon.commands.workers;

import java.time.InstantSource;
import network.cocoon.commands.http.Caller;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.worker.WorkerCommand;
import network.cocoon.wire.api.OperatorApi.Because;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the operator, and not the worker itself, decides about a worker. */
@RestController
class WorkerOrdersController {

    private final WorkerOrders orders;
    private final InstantSource clock;

    WorkerOrdersController(WorkerOrders orders, InstantSource clock) {
        this.orders = orders;
        this.clock = clock;
    }

    @PostMapping("/v1/operator/workers/{worker}/suspend")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void suspend(@PathVariable WorkerId worker, @RequestBody Because because, Caller caller) {
        caller.operator();
        orders.byServer(new WorkerCommand.Suspend(worker, because.reason(), clock.instant()));
    }

    @PostMapping("/v1/operator/workers/{worker}/resume")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resume(@PathVariable WorkerId worker, Caller caller) {
        caller.operator();
        orders.byServer(new WorkerCommand.Resume(worker, clock.instant()));
    }
}
