package network.cocoon.commands.relay;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.http.Caller;
import network.cocoon.commands.inflight.RecentRows;
import network.cocoon.commands.inflight.RequestRefusal;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.domain.inference.InferenceRefusal;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.State;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where a client reads an answer that did not come with its submission. A stream that ends without its authenticated final
 * frame was cut; the request's status says why.
 */
@RestController
class ClientResponse {

    private final RecentRows recent;
    private final RelayHub hub;
    private final AnswerReading reading;

    ClientResponse(RecentRows recent, RelayHub hub, AnswerReading reading) {
        this.recent = recent;
        this.hub = hub;
        this.reading = reading;
    }

    @GetMapping("/v1/requests/{request}/response")
    void download(Caller caller, @PathVariable("request") RequestId request, HttpServletResponse http)
            throws InterruptedException {
        RequestRow row = own(caller.app(), recent.find(request, found -> found.state() == State.ASSIGNED));
        if (row.state() == State.RESEAL_REQUIRED) {
            // Nobody will answer these wraps. The stream ends at once, and the status says what to do.
            AnswerReading.head(http);
            return;
        }
        Relay relay = row.open()
                ? hub.open(row)
                : hub.find(request)
                        .orElseThrow(() -> RequestRefusal.RESPONSE_GONE.because(
                                "the request is " + row.state() + " and its answer is no longer held"));
        if (!reading.read(row, relay, http)) {
            throw RequestRefusal.RESPONSE_TAKEN.because("the answer is being read, or was");
        }
    }

    private static RequestRow own(Caller.App app, Optional<RequestRow> row) {
        return row.filter(found -> found.account().equals(app.account()))
                .orElseThrow(() -> new RefusedException(InferenceRefusal.REQUEST_UNKNOWN, "no such request"));
    }
}
