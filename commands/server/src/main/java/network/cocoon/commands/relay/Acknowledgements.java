package network.cocoon.commands.relay;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import network.cocoon.commands.completion.AnswerKeys;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.inflight.HeadRow;
import network.cocoon.commands.inflight.HeadTable;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.domain.envelope.EnvelopeException;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.envelope.Heads;
import network.cocoon.domain.inference.InferenceRefusal;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.cbor.HeadCodec;
import network.cocoon.wire.frames.Acknowledgement;
import org.springframework.stereotype.Component;

/**
 * Takes an app's word that it has an answer up to a head. Of a head that passed here only the app's signature is checked:
 * the worker's is when the head becomes a bill. A head of an answer that another node relays, which is gone or out of the
 * app's reach, stands for itself: both signatures are checked, and it is written at once or, where the request has ended,
 * refused.
 */
@Component
class Acknowledgements {

    private final Transactions transactions;
    private final RequestTable requests;
    private final RelayHub hub;
    private final HeadTable heads;
    private final HeadWriter writer;
    private final AnswerKeys keys;

    Acknowledgements(
            Transactions transactions,
            RequestTable requests,
            RelayHub hub,
            HeadTable heads,
            HeadWriter writer,
            AnswerKeys keys) {
        this.transactions = transactions;
        this.requests = requests;
        this.hub = hub;
        this.heads = heads;
        this.writer = writer;
        this.keys = keys;
    }

    /**
     * Takes the newest that is good of several that came together, and no older one: it covers them.
     *
     * @param clientKey the order's
     * @throws RefusedException where none is good
     */
    void accept(RequestId request, Bytes clientKey, List<Acknowledgement> together) throws InterruptedException {
        RefusedException refused = null;
        for (Acknowledgement word : together.reversed()) {
            try {
                accept(request, clientKey, word);
                return;
            } catch (RefusedException e) {
                refused = e;
            }
        }
        if (refused != null) {
            throw refused;
        }
    }

    private void accept(RequestId request, Bytes clientKey, Acknowledgement word) throws InterruptedException {
        Head facts = decode(word);
        Optional<Relay> relay = hub.find(request);
        RelayWindow.Standing standing = relay.isEmpty() ? null : relay.get().standing(facts, word);
        if (relay.isEmpty() || standing == null) {
            acceptForAnother(request, clientKey, facts, word);
            return;
        }
        switch (standing) {
            case NEW -> {
                checkApp(clientKey, word);
                if (relay.get().acknowledge(facts, word)) {
                    writer.write(row(request, facts, word));
                }
            }
            case OLD -> {}
            case UNKNOWN -> throw mismatch();
        }
    }

    private void acceptForAnother(RequestId request, Bytes clientKey, Head facts, Acknowledgement word) {
        RequestRow row = running(requests.find(request), facts);
        checkApp(clientKey, word);
        Bytes workerKey = keys.worker(
                Objects.requireNonNull(row.worker()), Attempt.of(row).key());
        if (!Heads.verify(workerKey, word.headSignature(), word.head())) {
            throw new RefusedException(
                    InferenceRefusal.INVALID_HEAD_SIGNATURE, "the receipt key's signature does not verify");
        }
        transactions.run(() -> {
            // Whoever ends the request locks it too: this head is billed, or it is refused here.
            running(requests.lock(request), facts);
            heads.raise(List.of(row(request, facts, word)));
        });
    }

    private static RequestRow running(Optional<RequestRow> found, Head facts) {
        return found.filter(row -> row.state() == State.ASSIGNED
                        && row.worker() != null
                        && row.attempt() == facts.attempt()
                        && row.headerHash().equals(facts.headerHash()))
                .orElseThrow(Acknowledgements::mismatch);
    }

    private static void checkApp(Bytes clientKey, Acknowledgement word) {
        if (!Heads.isAcknowledged(clientKey, word.signature(), word.head())) {
            throw new RefusedException(
                    InferenceRefusal.INVALID_ACKNOWLEDGEMENT, "the client key's signature does not verify");
        }
    }

    private static HeadRow row(RequestId request, Head facts, Acknowledgement word) {
        return new HeadRow(
                request, facts.attempt(), facts.sequence(), word.head(), word.headSignature(), word.signature());
    }

    private static Head decode(Acknowledgement word) {
        try {
            return HeadCodec.decode(word.head());
        } catch (EnvelopeException e) {
            throw new RefusedException(e.code(), "not a canonical head");
        }
    }

    private static RefusedException mismatch() {
        return new RefusedException(InferenceRefusal.HEAD_MISMATCH, "no such head of this answer was sent");
    }
}
