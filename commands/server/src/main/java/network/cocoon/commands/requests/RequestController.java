package network.cocoon.commands.requests;

import jakarta.servlet.http.HttpServletResponse;
import network.cocoon.commands.completion.Closer;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.feed.RecentBlobs;
import network.cocoon.commands.http.Caller;
import network.cocoon.commands.inflight.RecentRows;
import network.cocoon.commands.inflight.RequestRefusal;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.commands.node.Nodes;
import network.cocoon.commands.openapi.AlsoAnswered;
import network.cocoon.commands.relay.AnswerReading;
import network.cocoon.domain.inference.InferenceRefusal;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.RequestStatus;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.api.RequestApi.SubmitRequest;
import network.cocoon.wire.frames.FrameWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** An app's requests. */
@RestController
class RequestController {

    private final Submitter submitter;
    private final Resealer resealer;
    private final RequestTable requests;
    private final RecentRows recent;
    private final RecentBlobs blobs;
    private final Closer closer;
    private final Nodes nodes;
    private final AnswerReading reading;

    RequestController(
            Submitter submitter,
            Resealer resealer,
            RequestTable requests,
            RecentRows recent,
            RecentBlobs blobs,
            Closer closer,
            Nodes nodes,
            AnswerReading reading) {
        this.submitter = submitter;
        this.resealer = resealer;
        this.requests = requests;
        this.recent = recent;
        this.blobs = blobs;
        this.closer = closer;
        this.nodes = nodes;
        this.reading = reading;
    }

    /** To who takes frames the answer itself comes, if it passes here: a call less, and a round trip. */
    @PostMapping("/v1/requests")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @AlsoAnswered(
            status = 200,
            type = FrameWriter.CONTENT_TYPE,
            when = "The sealed answer as it comes, where Accept names its type and the node asked relays it too")
    @Nullable RequestStatus submit(
            Caller caller,
            @RequestBody SubmitRequest submitted,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accepted,
            HttpServletResponse http)
            throws InterruptedException {
        Submission submission = submission(caller, submitted);
        boolean follows = accepted.startsWith(FrameWriter.CONTENT_TYPE);
        RequestRow row = submitter.submit(submission, follows);
        recent.remember(row);
        blobs.remember(row, submission.blob());
        boolean passesHere = row.state() == State.ASSIGNED && nodes.self().equals(row.answeredAt());
        if (follows && passesHere && reading.read(row, http)) {
            return null;
        }
        return status(row);
    }

    @PutMapping("/v1/requests/{request}/envelope")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RequestStatus reseal(
            Caller caller, @PathVariable("request") RequestId request, @RequestBody SubmitRequest submitted) {
        Submission submission = submission(caller, submitted);
        if (!submission.header().request().equals(request)) {
            throw RequestRefusal.ENVELOPE_MISMATCH.because("the header names another request");
        }
        return status(resealer.reseal(submission));
    }

    private static Submission submission(Caller caller, SubmitRequest submitted) {
        Caller.App app = caller.app();
        Submission submission = Submission.of(submitted);
        if (!submission.header().account().equals(app.account())) {
            throw RequestRefusal.WRONG_ACCOUNT.because("the header names another account than the caller's");
        }
        return submission;
    }

    @GetMapping("/v1/requests/{request}")
    RequestStatus status(Caller caller, @PathVariable("request") RequestId request) {
        Caller.App app = caller.app();
        return status(requests.find(request)
                .filter(row -> row.account().equals(app.account()))
                .orElseThrow(() -> new RefusedException(InferenceRefusal.REQUEST_UNKNOWN, "no such request")));
    }

    @DeleteMapping("/v1/requests/{request}")
    RequestStatus cancel(Caller caller, @PathVariable("request") RequestId request) {
        return status(closer.cancel(request, caller.app().account()));
    }

    private RequestStatus status(RequestRow row) {
        return row.status(nodes.relayAddress(row.answeredAt()));
    }
}
