package network.cocoon.commands.workers;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import network.cocoon.commands.http.Caller;
import network.cocoon.commands.http.RegistrationLimit;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.worker.WorkerCommand;
import network.cocoon.wire.api.WorkerApi.AttestationAccepted;
import network.cocoon.wire.api.WorkerApi.Challenge;
import network.cocoon.wire.api.WorkerApi.OfferModel;
import network.cocoon.wire.api.WorkerApi.RegisterWorker;
import network.cocoon.wire.api.WorkerApi.WorkerRegistered;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class WorkersController {

    private final Enrolment enrolment;
    private final Challenges challenges;
    private final Attestations attestations;
    private final Offers offers;
    private final WorkerOrders orders;
    private final RegistrationLimit limit;
    private final InstantSource clock;

    WorkersController(
            Enrolment enrolment,
            Challenges challenges,
            Attestations attestations,
            Offers offers,
            WorkerOrders orders,
            RegistrationLimit limit,
            InstantSource clock) {
        this.enrolment = enrolment;
        this.challenges = challenges;
        this.attestations = attestations;
        this.offers = offers;
        this.orders = orders;
        this.limit = limit;
        this.clock = clock;
    }

    @PostMapping("/v1/workers")
    @ResponseStatus(HttpStatus.CREATED)
    WorkerRegistered register(@RequestBody RegisterWorker order, HttpServletRequest request) {
        limit.count(request);
        return enrolment.enrol(order);
    }

    @PostMapping("/v1/workers/{worker}/attestation-challenges")
    Challenge challenge(@PathVariable WorkerId worker, Caller caller) {
        caller.worker(worker);
        return challenges.issue(worker);
    }

    @PostMapping(path = "/v1/workers/{worker}/attestations", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    AttestationAccepted attest(@PathVariable WorkerId worker, @RequestBody byte[] evidence, Caller caller) {
        caller.worker(worker);
        return attestations.judge(worker, evidence);
    }

    @PostMapping("/v1/workers/{worker}/offers")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void offer(@PathVariable WorkerId worker, @RequestBody OfferModel order, Caller caller) {
        caller.worker(worker);
        offers.offer(worker, order);
    }

    @PostMapping("/v1/workers/{worker}/drain")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void drain(@PathVariable WorkerId worker, Caller caller) {
        caller.worker(worker);
        orders.byWorker(new WorkerCommand.Drain(worker, clock.instant()));
    }

    @PostMapping("/v1/workers/{worker}/activate")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void activate(@PathVariable WorkerId worker, Caller caller) {
        caller.worker(worker);
        orders.byWorker(new WorkerCommand.Activate(worker, clock.instant()));
    }
}
