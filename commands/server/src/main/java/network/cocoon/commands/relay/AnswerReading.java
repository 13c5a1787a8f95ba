package network.cocoon.commands.relay;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import network.cocoon.commands.completion.Closer;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.commands.node.Nodes;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.kernel.NodeId;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.frames.FrameWriter;
import org.springframework.stereotype.Component;

/** Gives an answer to the one who reads it, as it comes. */
@Component
public class AnswerReading {

    /** Most answers have begun by then: their first frames go with the head, and nobody need look whether they still can. */
    private static final Duration SOON = Duration.ofMillis(250);

    private final RequestTable requests;
    private final RelayHub hub;
    private final Closer closer;
    private final Nodes nodes;

    AnswerReading(RequestTable requests, RelayHub hub, Closer closer, Nodes nodes) {
        this.requests = requests;
        this.hub = hub;
        this.closer = closer;
        this.nodes = nodes;
    }

    /** False, and nothing is written, where somebody reads the answer of these wraps or did. */
    public boolean read(RequestRow row, HttpServletResponse http) throws InterruptedException {
        return read(row, hub.open(row), http);
    }

    boolean read(RequestRow row, Relay relay, HttpServletResponse http) throws InterruptedException {
        if (!relay.beginReading()) {
            return false;
        }
        head(http);
        try {
            if (!relay.awaitSomething(SOON)) {
                http.flushBuffer();
                endIfOver(row, relay);
            }
            pump(relay, http.getOutputStream());
            http.flushBuffer();
        } catch (IOException e) {
            // What was already whole stays as it is; the worker's receipt stands.
            relay.end(Relay.End.READER_GONE);
            if (relay.ended() == Relay.End.READER_GONE) {
                closer.failCurrent(row.request(), FailureCode.CLIENT_GONE);
            }
        }
        return true;
    }

    /**
     * It may have ended between the look at its row and the opening of the relay, or have gone to another node, or this one
     * may have begun to leave; then nobody else would end it.
     */
    private void endIfOver(RequestRow row, Relay relay) {
        Optional<RequestRow> now = requests.find(row.request())
                .filter(found -> found.open() && found.state() != State.RESEAL_REQUIRED)
                .filter(found -> found.headerHash().equals(row.headerHash()));
        if (now.isEmpty()) {
            relay.settle(Relay.End.CUT);
        } else if (comesElsewhere(now.get())) {
            hub.dismiss(row.request());
        }
    }

    /** Not what a dead node has: that will be given to another worker, and pass where its client waits. */
    private boolean comesElsewhere(RequestRow row) {
        NodeId relay = row.relay();
        return row.state() == State.QUEUED
                ? nodes.isDraining()
                : relay != null && !relay.equals(nodes.self()) && nodes.isAlive(relay);
    }

    static void head(HttpServletResponse http) {
        http.setStatus(HttpServletResponse.SC_OK);
        http.setContentType(FrameWriter.CONTENT_TYPE);
        http.setHeader("Cache-Control", "no-store");
        http.setHeader("X-Accel-Buffering", "no");
    }

    @SuppressWarnings("ThreadPriorityCheck") // only what it costs depends on the scheduler
    private static void pump(Relay relay, OutputStream out) throws IOException, InterruptedException {
        for (List<byte[]> messages = relay.take(); !messages.isEmpty(); messages = relay.take()) {
            for (byte[] message : messages) {
                out.write(ByteBuffer.allocate(4 + message.length)
                        .putInt(message.length)
                        .put(message)
                        .array());
            }
            out.flush();
            // Every message by itself would cost both ends a call to the kernel and a wake-up. Where others wait for a
            // processor, so may this reader, and takes with the next message those that came meanwhile.
            Thread.yield();
        }
    }
}
