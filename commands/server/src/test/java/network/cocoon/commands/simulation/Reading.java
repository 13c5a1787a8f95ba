package network.cocoon.commands.simulation;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import network.cocoon.commands.admission.MemoryWindowBook;
import network.cocoon.commands.admission.WindowBook;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.relay.RelayDoor;
import network.cocoon.domain.envelope.EncodedHeader;
import network.cocoon.domain.envelope.EnvelopeException;
import network.cocoon.domain.envelope.FrameFormat;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.envelope.Heads;
import network.cocoon.domain.envelope.Receipt;
import network.cocoon.domain.envelope.Receipts;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.api.RequestApi.SubmitRequest;
import network.cocoon.wire.cbor.HeadCodec;
import network.cocoon.wire.cbor.HeaderCodec;
import network.cocoon.wire.cbor.ReceiptCodec;
import network.cocoon.wire.frames.Acknowledgement;
import network.cocoon.wire.frames.ResponseMessage;
import org.jspecify.annotations.Nullable;

/** A client that waits for its answer: finds the relay, reads, checks the chain, the heads and the receipt. */
final class Reading {

    /** Nodes decide by clocks of their own. */
    private static final Duration CLOCKS = Duration.ofSeconds(10);

    enum End {
        /** Answered, over, or given up. */
        OVER,
        /** The operator knows of no such request: it went with the database, and may be sent again. */
        LOST
    }

    private record OnItsWay(long at, byte[] message) {}

    private final World world;
    private final App app;
    private final RequestId request;
    private SubmitRequest sealed;
    private List<Candidate> candidates;
    private final Instant until;
    private final Deque<OnItsWay> line = new ArrayDeque<>();
    private long lastArrival;
    private boolean closed;
    private Digest chain;
    private Digest receiptChain;
    private final boolean impatient;
    private final boolean silent;
    private int frames;
    private int attempt;
    private int acknowledged;
    private int window = Head.DEFAULT_WINDOW;
    private @Nullable Acknowledgement newest;
    private boolean finished;

    Reading(
            World world,
            App app,
            RequestId request,
            SubmitRequest sealed,
            List<Candidate> candidates,
            Instant notAfter) {
        this.world = world;
        this.app = app;
        this.request = request;
        this.sealed = sealed;
        this.candidates = List.copyOf(candidates);
        this.until = notAfter.plusSeconds(5);
        this.chain = header().hash();
        this.receiptChain = chain;
        this.impatient = world.chance().in1000(100);
        this.silent = world.chance().in1000(100);
    }

    private EncodedHeader header() {
        try {
            return HeaderCodec.decode(sealed.header());
        } catch (EnvelopeException e) {
            throw new IllegalStateException(e);
        }
    }

    End read() {
        while (!world.over()) {
            App.Known known = app.status(request, until);
            if (known == null) {
                app.note(request + ": out of patience");
                return End.OVER;
            }
            if (!(known instanceof App.Known.Standing standing)) {
                app.note(request + " is unknown");
                return End.LOST;
            }
            if (!standing.row().open()) {
                app.note(request + " is " + standing.row().state());
                return End.OVER;
            }
            if (standing.row().state() == State.RESEAL_REQUIRED) {
                reseal(standing.row());
            }
            Optional<Node> relay = standing.relay() == null ? Optional.empty() : world.node(standing.relay());
            if (relay.isPresent() && download(relay.get())) {
                return End.OVER;
            }
            world.schedule().sleep(world.chance().between(20_000, 200_000));
        }
        return End.OVER;
    }

    /** True where there is nothing more to wait for. */
    private boolean download(Node node) {
        RelayDoor.Download[] door = new RelayDoor.Download[1];
        try {
            // Connecting twice would be two readers: the transport does it once.
            world.network().call(app.host(), node.host(), "download", () -> {
                if (door[0] == null) {
                    door[0] = node.relay().download(app.account(), request);
                }
                return true;
            });
        } catch (RefusedException e) {
            app.note(request + ": " + e.getMessage());
            // Read before, or no longer held: the status says whether there will be another answer.
            return !e.rejection().code().name().equals("RESPONSE_GONE");
        } catch (Lost e) {
            if (door[0] != null) {
                gone(node, door[0]);
            }
            return true;
        }
        closed = false;
        line.clear();
        world.homes().put(request, node.id());
        world.schedule().spawn(50, node.host(), "download", () -> pump(node, door[0]));
        while (!world.over()) {
            world.schedule()
                    .until(() -> arrived()
                            || (line.isEmpty() && (closed || node.host().dead())));
            if (!arrived()) {
                closed = true;
                app.note(request + ": the answer ended");
                lastWord(node);
                return finished;
            }
            if (impatient && world.chance().in1000(200)) {
                app.note(request + ": the reader goes away");
                closed = true;
                lastWord(node);
                return true;
            }
            take(node, line.remove().message());
        }
        return true;
    }

    private boolean arrived() {
        OnItsWay first = line.peek();
        return first != null && first.at() <= world.schedule().now();
    }

    /** The node's side. */
    private void pump(Node node, RelayDoor.Download door) {
        while (!world.over()) {
            world.schedule()
                    .until(() -> door.hasSomething() || closed || app.host().dead() || world.over());
            boolean reached =
                    !closed && !world.faults().loses() && world.network().reaches(node.host(), app.host());
            if (!reached) {
                closed = true;
                gone(node, door);
                return;
            }
            if (world.over()) {
                return;
            }
            List<byte[]> messages = door.take();
            if (messages.isEmpty()) {
                closed = true;
                return;
            }
            for (byte[] message : messages) {
                lastArrival = Math.max(
                        lastArrival, world.schedule().now() + world.network().delay());
                line.add(new OnItsWay(lastArrival, message));
                world.schedule().lookAgainAt(lastArrival);
            }
        }
    }

    private void gone(Node node, RelayDoor.Download door) {
        world.schedule().spawn(50, node.host(), "reader gone", () -> {
            try {
                door.readerGone();
            } catch (RuntimeException e) {
                if (!(e instanceof RefusedException)) {
                    Unexpected.check(world.schedule(), "reader gone", e);
                }
            }
        });
    }

    /** Other workers, under the same id and on the same terms. */
    private void reseal(RequestRow row) {
        List<Candidate> others = app.choose(row.tried());
        if (others.isEmpty() || !world.schedule().instant().isBefore(row.deadline())) {
            world.schedule().sleep(300_000);
            return;
        }
        SubmitRequest again = app.seal(request, others, until.minusSeconds(5));
        if (app.answered(until, "reseal " + request, node -> node.reseal(again)) != null) {
            sealed = again;
            candidates = List.copyOf(others);
        }
    }

    private void head(Node node, ResponseMessage.SignedHead signed) {
        Head head;
        try {
            head = HeadCodec.decode(signed.head());
        } catch (EnvelopeException e) {
            world.schedule().defect("a head that is none");
            return;
        }
        if (head.sequence() != frames || !head.chain().equals(chain) || head.attempt() != attempt) {
            world.schedule().defect("a head that does not fit what was read of " + request);
        } else if (!silent) {
            acknowledged = head.sequence();
            world.deeds().acknowledged(request, attempt, head.usage());
            var word = new Acknowledgement(
                    signed.head(), signed.signature(), Heads.acknowledge(app.clientKey(), signed.head()));
            newest = word;
            world.words().said(answer(), frames);
            int covered = frames;
            world.schedule().spawn(10, app.host(), "acknowledgement", () -> say(node, word, covered));
        }
    }

    private Words.Answer answer() {
        return new Words.Answer(request, attempt);
    }

    /** Nothing more comes: the newest once more, to whoever answers. */
    private void lastWord(Node relay) {
        Acknowledgement word = newest;
        if (word == null || finished) {
            return;
        }
        int covered = acknowledged;
        Words.Answer about = answer();
        Instant patience = world.schedule().instant().plusSeconds(3);
        world.schedule()
                .spawn(
                        world.chance().below(50_000),
                        app.host(),
                        "last word",
                        () -> app.aboutAnswer(
                                request,
                                patience,
                                "last word",
                                node -> {
                                    hear(relay, node, word, about, covered);
                                    return true;
                                },
                                true));
    }

    /** At the node. */
    private void hear(Node relay, Node node, Acknowledgement word, Words.Answer about, int covered) {
        boolean strays = node != relay;
        if (strays) {
            world.words().strays(about);
        }
        node.relay().acknowledge(request, word, () -> {
            while (node.relay().holds().isHeld(request)) {
                world.schedule().until(() -> !node.relay().holds().isHeld(request));
            }
        });
        if (strays) {
            world.words().written(about, covered);
        } else {
            world.words().heard(node.id(), about, covered);
        }
    }

    private void say(Node node, Acknowledgement word, int covered) {
        Words.Answer about = answer();
        try {
            world.network().call(app.host(), node.host(), "acknowledgement", () -> {
                hear(node, node, word, about, covered);
                return true;
            });
        } catch (RefusedException e) {
            app.note("an acknowledgement is refused: " + e.getMessage());
        } catch (Lost e) {
            app.note("an acknowledgement is lost");
        }
    }

    /** The assignment's window, and that it was the app's to have; clocks differ by less than {@link #CLOCKS}. */
    private int window() {
        RequestRow row = world.store().tables().requests.find(request).orElseThrow();
        Instant assigned = row.assignedAt();
        if (row.attempt() != attempt || assigned == null) {
            return Head.MAX_WINDOW;
        }
        ProviderId provider = MemoryWindowBook.provider(row).orElseThrow();
        int most = MemoryWindowBook.allowed(
                world.store().tables(),
                new WindowBook.Asked(app.account(), provider, row.reserved()),
                assigned.minus(WindowBook.REMEMBERED).plus(CLOCKS),
                assigned.minus(CLOCKS));
        if (row.window() > most) {
            world.schedule()
                    .defect(request + ": a window of " + row.window() + " frames where " + most + " are allowed");
        }
        return row.window();
    }

    private void take(Node node, byte[] bytes) {
        switch (ResponseMessage.decode(bytes)) {
            case ResponseMessage.Opening opening -> {
                chain = FrameFormat.chain(header().hash(), raw(opening.bytes()));
                attempt = ByteBuffer.wrap(raw(opening.bytes())).getInt(1 + 32);
                frames = 0;
                acknowledged = 0;
                newest = null;
                window = window();
            }
            case ResponseMessage.Frame frame -> {
                frames++;
                world.deeds().read(request, attempt);
                world.deeds().accepted(request);
                if (frames - acknowledged > window) {
                    world.schedule().defect(request + ": more than a window is on its way unacknowledged");
                }
                if (FrameFormat.claimsFinal(raw(frame.bytes()))) {
                    receiptChain = chain;
                }
                chain = FrameFormat.chain(chain, raw(frame.bytes()));
            }
            case ResponseMessage.SignedHead signed -> head(node, signed);
            case ResponseMessage.Receipt receipt -> {
                Bytes held = receipt.trailer().receipt();
                prove(held, receipt.trailer().signature());
                world.deeds().receipt(request, held);
                finished = true;
            }
        }
    }

    private void prove(Bytes bytes, Bytes signature) {
        try {
            Receipt receipt = ReceiptCodec.decode(bytes);
            Bytes key = receiptKey(receipt);
            if (key == null
                    || !Receipts.verify(key, signature, bytes)
                    || !receipt.request().equals(request)
                    || !receipt.headerHash().equals(header().hash())
                    || !receipt.chain().equals(receiptChain)) {
                world.schedule().defect("a receipt that does not fit what was read of " + request);
            }
        } catch (EnvelopeException e) {
            world.schedule().defect("a receipt that is none");
        }
    }

    private @Nullable Bytes receiptKey(Receipt receipt) {
        return candidates.stream()
                .filter(candidate -> candidate.key().equals(receipt.key()))
                .findFirst()
                .flatMap(candidate -> world.store().tables().keys.find(candidate.key()))
                .map(row -> row.attested().receiptKey())
                .orElse(null);
    }

    private static byte[] raw(Bytes bytes) {
        return bytes.toArray();
    }
}
