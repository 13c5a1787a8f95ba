package network.cocoon.commands.relay;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import network.cocoon.commands.completion.Closer;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.http.Caller;
import network.cocoon.commands.inflight.RecentRows;
import network.cocoon.commands.inflight.RequestRefusal;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.inference.InferenceRefusal;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.frames.FrameWriter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where a client reads its answer as it comes. A stream that ends without its authenticated final frame was cut; the
 * request's status says why.
 */
@RestController
class ClientResponse {

    /** Most answers have begun by then, so that nobody need look whether they still can. */
    private static final Duration SOON = Duration.ofMillis(250);

    private final RequestTable requests;
    private final RecentRows recent;
    private final RelayHub hub;
    private final Closer closer;

    ClientResponse(RequestTable requests, RecentRows recent, RelayHub hub, Closer closer) {
        this.requests = requests;
        this.recent = recent;
        this.hub = hub;
        this.closer = closer;
    }

    @GetMapping("/v1/requests/{request}/response")
    void download(Caller caller, @PathVariable("request") RequestId request, HttpServletResponse http)
            throws IOException, InterruptedException {
        Caller.App app = caller.app();
        RequestRow row = own(app, recent.find(request, found -> found.state() == State.ASSIGNED));
        if (row.state() == State.RESEAL_REQUIRED) {
            // Nobody will answer these wraps. The stream ends at once, and the status says what to do.
            head(http);
            return;
        }
        Relay relay = row.open()
                ? hub.open(row)
                : hub.find(request)
                        .orElseThrow(() -> RequestRefusal.RESPONSE_GONE.because(
                                "the request is " + row.state() + " and its answer is no longer held"));
        if (!relay.beginReading()) {
            throw RequestRefusal.RESPONSE_TAKEN.because("the answer is being read, or was");
        }
        try {
            head(http);
            // It may have ended between the look at its row and the opening of the relay; then nobody else would end
            // it.
            if (!relay.awaitSomething(SOON)) {
                RequestRow now = own(app, requests.find(request));
                if (!now.open() || !now.headerHash().equals(row.headerHash()) || now.state() == State.RESEAL_REQUIRED) {
                    relay.settle(Relay.End.CUT);
                }
            }
            pump(relay, http.getOutputStream());
        } catch (IOException e) {
            // What was already whole stays as it is; the worker's receipt stands.
            relay.end(Relay.End.READER_GONE);
            if (relay.ended() == Relay.End.READER_GONE) {
                closer.failCurrent(request, FailureCode.CLIENT_GONE);
            }
        }
    }

    private static void head(HttpServletResponse http) throws IOException {
        http.setContentType(FrameWriter.CONTENT_TYPE);
        http.setHeader("Cache-Control", "no-store");
        http.setHeader("X-Accel-Buffering", "no");
        http.flushBuffer();
    }

    private static RequestRow own(Caller.App app, Optional<RequestRow> row) {
        return row.filter(found -> found.account().equals(app.account()))
                .orElseThrow(() -> new RefusedException(InferenceRefusal.REQUEST_UNKNOWN, "no such request"));
    }

    private static void pump(Relay relay, OutputStream out) throws IOException, InterruptedException {
        for (List<byte[]> messages = relay.take(); !messages.isEmpty(); messages = relay.take()) {
            for (byte[] message : messages) {
                out.write(ByteBuffer.allocate(4 + message.length)
                        .putInt(message.length)
                        .put(message)
                        .array());
            }
            out.flush();
        }
    }
}
