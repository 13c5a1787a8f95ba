package network.cocoon.commands.simulation;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.inflight.BlobTable;
import network.cocoon.commands.inflight.RequestRefusal;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.relay.RelayDoor;
import network.cocoon.domain.envelope.AssignmentSignature;
import network.cocoon.domain.envelope.EncodedHeader;
import network.cocoon.domain.envelope.EnvelopeException;
import network.cocoon.domain.envelope.FrameFormat;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.envelope.Heads;
import network.cocoon.domain.envelope.Receipt;
import network.cocoon.domain.envelope.Receipts;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.inference.InferenceRefusal;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.registry.PriceRule;
import network.cocoon.wire.api.WorkerApi.ReportCompletion;
import network.cocoon.wire.cbor.HeadCodec;
import network.cocoon.wire.cbor.HeaderCodec;
import network.cocoon.wire.cbor.ReceiptCodec;
import network.cocoon.wire.frames.ReceiptTrailer;
import network.cocoon.wire.frames.ResponseMessage;
import org.jspecify.annotations.Nullable;

/** One assignment at a worker, from notice to report: real signatures, heads and receipts over made-up frames. */
final class Job {

    private static final int FRAME_BYTES = 5 + 16;
    private static final int OPENING_BYTES = 1 + 32 + 4 + 32;
    private static final long UPLOAD_PATIENCE = 3_000_000;

    private final World world;
    private final Gpu gpu;
    private final Gpu.Boot boot;
    private final RequestId request;
    private final Assignment assignment;

    Job(World world, Gpu gpu, Gpu.Boot boot, RequestId request, Assignment assignment) {
        this.world = world;
        this.gpu = gpu;
        this.boot = boot;
        this.request = request;
        this.assignment = assignment;
    }

    void run() {
        if (!AssignmentSignature.verify(
                world.logKey().publicKey(), assignment.signature(), request, assignment.key(), assignment.attempt())) {
            world.schedule().defect("an assignment that the log key did not sign");
        } else if (!assignment.key().equals(boot.key)) {
            failed(FailureCode.WORKER_RESTARTED);
        } else if (!boot.seen.add(request + "/" + assignment.attempt())) {
            failed(FailureCode.BAD_ENVELOPE);
        } else if (world.chance().in1000(30)) {
            failed(FailureCode.ENGINE_FAILED);
        } else {
            answer();
        }
    }

    private void answer() {
        try {
            BlobTable.Blob sealed = fetch();
            EncodedHeader header = HeaderCodec.decode(sealed.header());
            @Nullable Answered answered = stream(header, Digest.sha256(sealed.ciphertext().toArray()));
            if (answered != null) {
                completed(answered);
            }
        } catch (RefusedException e) {
            gpu.note(request + " was withdrawn: " + e.getMessage());
        } catch (Lost e) {
            failed(FailureCode.RELAY_LOST);
        } catch (EnvelopeException e) {
            failed(FailureCode.BAD_ENVELOPE);
        }
    }

    private record Answered(Bytes receipt, Bytes signature) {}

    private BlobTable.Blob fetch() throws Lost {
        Lost last = new Lost("never tried");
        for (int attempt = 0; attempt < 3; attempt++) {
            Node node = world.someNodeToCall();
            try {
                return world.network().call(boot.host, node.host(), "envelope", () -> {
                    RequestRow row = world.store()
                            .requests()
                            .find(request)
                            .filter(found -> gpu.workerId().equals(found.worker()) && found.open())
                            .orElseThrow(() -> new RefusedException(
                                    InferenceRefusal.REQUEST_CLOSED, "not this worker's any more"));
                    return world.store().blobs().find(row.request()).orElseThrow();
                });
            } catch (Lost e) {
                last = e;
                world.schedule().sleep(20_000);
            }
        }
        throw last;
    }

    /** An upload, message by message; null where the request was revoked meanwhile. */
    private @Nullable Answered stream(EncodedHeader header, Digest ciphertext) throws Lost {
        Node node = world.node(assignment.relay()).orElseThrow(() -> new Lost("the relay is gone"));
        Instant started = now();
        RelayDoor.Upload upload = world.network()
                .call(boot.host, node.host(), "upload", () -> node.relay().upload(gpu.workerId(), request));
        boolean whole = false;
        try {
            Answered answered = send(new Line(node, upload), header, ciphertext, started);
            whole = true;
            return answered;
        } finally {
            if (!whole) {
                // The node sees the connection end, sooner or later, whatever became of this worker.
                world.schedule().spawn(world.network().delay(), node.host(), "upload broke", () -> {
                    try {
                        upload.broken();
                    } catch (RuntimeException e) {
                        if (!(e instanceof RefusedException)) {
                            Unexpected.check(world.schedule(), "upload broke", e);
                        }
                    }
                });
            }
        }
    }

    /** What became of a message on a connection. */
    private static final class Carried {
        private boolean begun;
        private boolean done;
        private @Nullable RuntimeException broke;
    }

    private final class Line {
        private final Node node;
        private final RelayDoor.Upload upload;

        Line(Node node, RelayDoor.Upload upload) {
            this.node = node;
            this.upload = upload;
        }

        void send(ResponseMessage message) throws Lost {
            byte[] bytes = message.encode();
            var carried = new Carried();
            world.network().call(boot.host, node.host(), "frame", () -> {
                // A connection carries each message once: what the network doubles fares as the first one does.
                if (carried.begun) {
                    world.schedule().until(() -> carried.done);
                    if (carried.broke != null) {
                        throw carried.broke;
                    }
                    return true;
                }
                carried.begun = true;
                try {
                    offer(bytes);
                } catch (RuntimeException e) {
                    carried.broke = e;
                    throw e;
                } finally {
                    carried.done = true;
                }
                return true;
            });
        }

        private void offer(byte[] bytes) {
            long patience = world.schedule().now() + UPLOAD_PATIENCE;
            while (!upload.offer(bytes)) {
                if (world.schedule().now() > patience) {
                    upload.notRead();
                }
                world.schedule().sleep(10_000);
            }
        }

        void finish() throws Lost {
            world.network().call(boot.host, node.host(), "end of frames", () -> {
                upload.finished();
                return true;
            });
        }
    }

    private Answered send(Line line, EncodedHeader header, Digest ciphertext, Instant started) throws Lost {
        byte[] opening = ByteBuffer.allocate(OPENING_BYTES)
                .put((byte) 1)
                .put(HexFormat.of().parseHex(boot.key.value()))
                .putInt(assignment.attempt())
                .put(world.chance().bytes(32))
                .array();
        Digest chain = FrameFormat.chain(header.hash(), opening);
        line.send(new ResponseMessage.Opening(Bytes.of(opening)));
        world.deeds().executed(request, assignment.attempt());
        int prompt = 10 + world.chance().below(20);
        int completion = 0;
        int frames = 1 + world.chance().below(14);
        int headEvery = 1 + world.chance().below(assignment.window());
        for (int n = 0; n < frames; n++) {
            if (boot.isRevoked(request)) {
                throw new Lost("revoked");
            }
            byte[] frame = frame(n, false);
            completion += 1 + world.chance().below(4);
            // Sealed before it is sent, and counted before it is sealed.
            world.deeds().sealed(request, assignment.attempt(), new TokenUsage(prompt, 0, completion, 0));
            chain = FrameFormat.chain(chain, frame);
            line.send(new ResponseMessage.Frame(Bytes.of(frame)));
            if ((n + 1) % headEvery == 0) {
                head(line, header, n + 1, new TokenUsage(prompt, 0, completion, 0), chain);
            }
            world.schedule().sleep(world.chance().between(500, 60_000));
        }
        Answered answered = receipt(header, ciphertext, chain, new TokenUsage(prompt, 0, completion, 0), started);
        byte[] last = frame(frames, true);
        line.send(new ResponseMessage.Frame(Bytes.of(last)));
        line.send(new ResponseMessage.Receipt(new ReceiptTrailer(answered.receipt(), answered.signature())));
        line.finish();
        return answered;
    }

    private byte[] frame(int sequence, boolean last) {
        return ByteBuffer.allocate(FRAME_BYTES)
                .putInt(sequence)
                .put((byte) (last ? 1 : 0))
                .put(world.chance().bytes(16))
                .array();
    }

    private void head(Line line, EncodedHeader header, int frames, TokenUsage usage, Digest chain) throws Lost {
        Bytes head = HeadCodec.encode(new Head(header.hash(), assignment.attempt(), frames, usage, chain));
        line.send(new ResponseMessage.SignedHead(head, Heads.sign(boot.receipts, head)));
    }

    private Answered receipt(
            EncodedHeader header, Digest ciphertext, Digest chain, TokenUsage sealed, Instant started) {
        TokenUsage usage = world.mutation() == Mutation.RECEIPT_BEYOND_THE_ANSWER
                ? new TokenUsage(sealed.prompt(), 0, sealed.completion() + 1, 0)
                : sealed;
        Instant finished = now();
        Bytes receipt = ReceiptCodec.encode(new Receipt(
                request,
                header.hash(),
                ciphertext,
                chain,
                gpu.workerId(),
                boot.key,
                boot.evidence,
                assignment.attempt(),
                assignment.signature(),
                Setting.MODEL_DIGEST,
                Setting.IMAGE,
                usage,
                header.header().priceList(),
                assignment.coefficient(),
                PriceRule.charge(Setting.PRICES, assignment.coefficient(), usage)
                        .cost(),
                started,
                started,
                finished));
        return new Answered(receipt, Receipts.sign(boot.receipts, receipt));
    }

    private void completed(Answered answered) {
        var report = new ReportCompletion(assignment.attempt(), answered.receipt(), answered.signature());
        gpu.until(boot, "completion", node -> node.completion().complete(gpu.workerId(), request, report));
    }

    private void failed(FailureCode code) {
        gpu.until(boot, "failure " + code, node -> {
            if (code == FailureCode.RELAY_LOST) {
                throw RequestRefusal.NOT_A_WORKERS_REPORT.because("for the server to find");
            }
            node.completion().failed(request, gpu.workerId(), assignment.attempt(), code);
        });
    }

    private Instant now() {
        return world.schedule().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
