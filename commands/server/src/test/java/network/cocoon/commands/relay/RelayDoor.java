package network.cocoon.commands.relay;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.cocoon.commands.completion.AnswerKeys;
import network.cocoon.commands.completion.Answers;
import network.cocoon.commands.completion.Closer;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.feed.LogEvents;
import network.cocoon.commands.inflight.HeadRow;
import network.cocoon.commands.inflight.HeadTable;
import network.cocoon.commands.inflight.RequestRefusal;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.inference.InferenceRefusal;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.frames.Acknowledgement;
import network.cocoon.wire.frames.ResponseMessage;

/** A node's relay without HTTP: what the controllers do, step by step, and nothing that waits on a thread. */
public final class RelayDoor {

    private final RequestTable requests;
    private final RelayHub hub;
    private final Closer closer;
    private final AnswerKeys keys;
    private final Holds holds;
    private final HeadTable heads;
    private final HeadWriter writer;
    private final Acknowledgements acknowledgements;
    private final IdentityHashMap<Relay, Integer> waiting = new IdentityHashMap<>();

    public RelayDoor(
            Transactions transactions,
            RequestTable requests,
            RelayHub hub,
            Closer closer,
            HeadTable heads,
            AnswerKeys keys,
            Holds holds) {
        this.requests = requests;
        this.hub = hub;
        this.closer = closer;
        this.keys = keys;
        this.holds = holds;
        this.heads = heads;
        writer = new HeadWriter(heads);
        acknowledgements = new Acknowledgements(transactions, requests, hub, heads, writer, keys);
    }

    public static RelayHub hub(RequestTable requests, InstantSource clock, LogEvents log) {
        return new RelayHub(requests, clock, log);
    }

    /** Is there when an ending looks up what it has to bill. */
    @FunctionalInterface
    public interface Witness {

        /**
         * @param passed whether the answer passed through this node
         * @return true for a node with a fault, which forgets what it has in memory
         */
        boolean forgets(RequestRow row, boolean passed);
    }

    /** The hub's answers, counting who holds which: what waits for a holder waits in virtual time. */
    public static final class Holds implements Answers {
        private final RelayHub hub;
        private final Witness witness;
        private final Map<RequestId, Integer> held = new HashMap<>();

        public Holds(RelayHub hub, Witness witness) {
            this.hub = hub;
            this.witness = witness;
        }

        public boolean isHeld(RequestId request) {
            return held.getOrDefault(request, 0) > 0;
        }

        @Override
        public Held hold(RequestRow row) {
            Held inner = hub.hold(row);
            held.merge(row.request(), 1, Integer::sum);
            return new Held() {
                @Override
                public boolean begun() {
                    return inner.begun();
                }

                @Override
                public Optional<HeadRow> highest() {
                    return witness.forgets(row, inner.begun()) ? Optional.empty() : inner.highest();
                }

                @Override
                public int unacknowledged() {
                    return inner.unacknowledged();
                }

                @Override
                public void attemptOver() {
                    inner.attemptOver();
                }

                @Override
                public void over() {
                    inner.over();
                }

                @Override
                public void close() {
                    held.merge(row.request(), -1, Integer::sum);
                    inner.close();
                }
            };
        }
    }

    /** An app's word. {@code untilFree} returns once nobody holds the answer. */
    public void acknowledge(RequestId request, Acknowledgement word, Runnable untilFree) {
        Bytes clientKey = keys.client(request);
        untilFree.run();
        try {
            acknowledgements.accept(request, clientKey, List.of(word));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Holds holds() {
        return holds;
    }

    /** Writes behind. */
    public void flush() {
        writer.flush();
    }

    /** A worker's upload. */
    public final class Upload {
        private final RequestRow row;
        private final Relay relay;

        private Upload(RequestRow row, Relay relay) {
            this.row = row;
            this.relay = relay;
        }

        /** True where the message was taken; false where it must wait. */
        public boolean offer(byte[] message) {
            try {
                return switch (relay.offer(row.attempt(), message, ResponseMessage.decode(message), Duration.ZERO)) {
                    case TAKEN -> {
                        waiting.merge(relay, 1, Integer::sum);
                        yield true;
                    }
                    case ENDED -> throw over();
                    case NOT_READ -> false;
                    case REFUSED -> {
                        fail(FailureCode.ENGINE_FAILED);
                        throw new IllegalStateException("an honest worker's message is refused: " + relay.fault());
                    }
                };
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        public void notRead() {
            closer.fail(row.request(), row.attempt(), FailureCode.CLIENT_GONE);
            throw RelayDoor.over();
        }

        public void finished() {
            relay.finished(row.attempt());
        }

        public void broken() {
            fail(FailureCode.WORKER_LOST);
        }

        private void fail(FailureCode code) {
            if (!relay.finished(row.attempt())) {
                closer.failAttempt(row.request(), row.attempt(), code);
            }
        }
    }

    /** A client's download. */
    public final class Download {
        private final RequestId request;
        private final Relay relay;

        private Download(RequestId request, Relay relay) {
            this.request = request;
            this.relay = relay;
        }

        public boolean hasSomething() {
            return relay.ended() != null || waiting.getOrDefault(relay, 0) > 0;
        }

        /** What is there; empty once it has ended and all was taken. */
        public List<byte[]> take() {
            try {
                waiting.remove(relay);
                return relay.take();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        public void readerGone() {
            relay.end(Relay.End.READER_GONE);
            if (relay.ended() == Relay.End.READER_GONE) {
                closer.failCurrent(request, FailureCode.CLIENT_GONE);
            }
        }
    }

    public Upload upload(WorkerId worker, RequestId request) {
        RequestRow row = requests.find(request)
                .filter(found -> worker.equals(found.worker()))
                .orElseThrow(() ->
                        new RefusedException(InferenceRefusal.NOT_ASSIGNED_TO_WORKER, "not this worker's request"));
        if (row.state() != State.ASSIGNED) {
            throw over();
        }
        Relay relay = hub.open(row);
        if (!relay.beginWriting(Attempt.of(row))) {
            throw RequestRefusal.FRAMES_ALREADY_SENT.because("the frames of this attempt were already begun");
        }
        if (heads.begin(Map.of(request, row.attempt())).isEmpty()) {
            relay.attemptOver(row.attempt());
            throw over();
        }
        return new Upload(row, relay);
    }

    public Download download(AccountId account, RequestId request) {
        RequestRow row = find(account, request);
        Relay relay = row.open()
                ? hub.open(row)
                : hub.find(request).orElseThrow(() -> RequestRefusal.RESPONSE_GONE.because("no longer held"));
        if (!relay.beginReading()) {
            throw RequestRefusal.RESPONSE_TAKEN.because("the answer is being read, or was");
        }
        RequestRow now = find(account, request);
        if (!now.open() || !now.headerHash().equals(row.headerHash()) || now.state() == State.RESEAL_REQUIRED) {
            relay.settle(Relay.End.CUT);
        }
        return new Download(request, relay);
    }

    private RequestRow find(AccountId account, RequestId request) {
        return requests.find(request)
                .filter(found -> found.account().equals(account))
                .orElseThrow(() -> new RefusedException(InferenceRefusal.REQUEST_UNKNOWN, "no such request"));
    }

    private static RefusedException over() {
        return new RefusedException(InferenceRefusal.REQUEST_CLOSED, "the request is over");
    }
}
