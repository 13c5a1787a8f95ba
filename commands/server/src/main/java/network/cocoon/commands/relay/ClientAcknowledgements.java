package network.cocoon.commands.relay;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.commands.completion.AnswerKeys;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.http.Caller;
import network.cocoon.commands.inflight.RecentRows;
import network.cocoon.commands.inflight.RequestRefusal;
import network.cocoon.domain.inference.InferenceRefusal;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.frames.Acknowledgement;
import network.cocoon.wire.frames.FrameReader;
import network.cocoon.wire.frames.FrameSizeException;
import network.cocoon.wire.frames.FrameWriter;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where a client says how much of its answer it has, on one request whose body stays open. */
@RestController
class ClientAcknowledgements {

    /** More together than an honest client can have under way. */
    private static final int TOGETHER = 64;

    private final RecentRows requests;
    private final Acknowledgements acknowledgements;
    private final AnswerKeys keys;

    ClientAcknowledgements(RecentRows requests, Acknowledgements acknowledgements, AnswerKeys keys) {
        this.requests = requests;
        this.acknowledgements = acknowledgements;
        this.keys = keys;
    }

    @PostMapping(path = "/v1/requests/{request}/acknowledgements", consumes = FrameWriter.CONTENT_TYPE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void acknowledge(Caller caller, @PathVariable("request") RequestId request, HttpServletRequest http)
            throws IOException, InterruptedException {
        Caller.App app = caller.app();
        if (requests.find(request, _ -> true)
                .filter(found -> found.account().equals(app.account()))
                .isEmpty()) {
            throw new RefusedException(InferenceRefusal.REQUEST_UNKNOWN, "no such request");
        }
        Bytes clientKey = keys.client(request);
        InputStream in = http.getInputStream();
        FrameReader messages = new FrameReader(in);
        for (List<Acknowledgement> together = next(messages, in); !together.isEmpty(); together = next(messages, in)) {
            acknowledgements.accept(request, clientKey, together);
        }
    }

    /** The next acknowledgement and those that are there already; none at the end. */
    private static List<Acknowledgement> next(FrameReader messages, InputStream in) throws IOException {
        List<Acknowledgement> together = new ArrayList<>();
        do {
            Optional<byte[]> message = read(messages);
            if (message.isEmpty()) {
                break;
            }
            together.add(decode(message.get()));
        } while (together.size() < TOGETHER && in.available() > 0);
        return together;
    }

    private static Optional<byte[]> read(FrameReader messages) throws IOException {
        try {
            return messages.read();
        } catch (FrameSizeException e) {
            throw malformed();
        }
    }

    private static Acknowledgement decode(byte[] message) {
        try {
            return Acknowledgement.decode(message);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static RefusedException malformed() {
        return RequestRefusal.ACKNOWLEDGEMENTS_MALFORMED.because("not an acknowledgement");
    }
}
