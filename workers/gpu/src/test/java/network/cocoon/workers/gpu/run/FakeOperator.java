package network.cocoon.workers.gpu.run;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.tdx.PlatformKind;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.JournalApi.Journal;
import network.cocoon.wire.api.NetworkApi.ModelList;
import network.cocoon.wire.api.NetworkApi.NetworkInfo;
import network.cocoon.wire.api.WorkerApi.AttestationAccepted;
import network.cocoon.wire.api.WorkerApi.Challenge;
import network.cocoon.wire.api.WorkerApi.OfferModel;
import network.cocoon.wire.api.WorkerApi.ReportCompletion;
import network.cocoon.wire.api.WorkerApi.ReportFailure;
import network.cocoon.wire.api.WorkerApi.SealedEnvelope;
import network.cocoon.workers.gpu.operator.FrameUpload;
import network.cocoon.workers.gpu.operator.NoticeHandler;
import network.cocoon.workers.gpu.operator.OperatorLink;

/** An operator that holds one envelope, believes any evidence, and remembers what it was told. */
final class FakeOperator implements OperatorLink {

    static final Bytes NONCE = Bytes.of(new byte[32]);

    final List<Evidence> evidence = new ArrayList<>();
    final Map<RequestId, SealedEnvelope> envelopes = new ConcurrentHashMap<>();
    final List<byte[]> messages = new ArrayList<>();
    final List<ReportCompletion> completions = new ArrayList<>();
    final List<ReportFailure> failures = new ArrayList<>();
    ModelList models = new ModelList(List.of());
    boolean uploadFinished;
    boolean billsAtOnce;
    volatile boolean uploadClosed;
    IntConsumer onMessage = _ -> {};
    int lostReports;

    @Override
    public NetworkInfo network() {
        throw new IllegalStateException("not asked in these tests");
    }

    @Override
    public ModelList models() {
        return models;
    }

    @Override
    public Journal journal() {
        throw new IllegalStateException("not asked in these tests");
    }

    @Override
    public byte[] collateral(PlatformKind kind) {
        throw new UnsupportedOperationException("no worker here asks");
    }

    @Override
    public Challenge challenge() {
        return new Challenge(NONCE, Instant.MAX);
    }

    @Override
    public AttestationAccepted attest(byte[] encoded) {
        Evidence shown = Evidence.decode(encoded);
        evidence.add(shown);
        return new AttestationAccepted(
                shown.statement().keyId(shown.digest()), shown.statement().notAfter());
    }

    @Override
    public void offer(OfferModel offer) {}

    @Override
    public void drain() {}

    @Override
    public void activate() {}

    @Override
    public SealedEnvelope envelope(RequestId request) throws IOException {
        SealedEnvelope envelope = envelopes.get(request);
        if (envelope == null) {
            throw new IOException("no such envelope");
        }
        return envelope;
    }

    @Override
    public FrameUpload frames(RequestId request) {
        uploadClosed = false;
        return new FrameUpload() {
            @Override
            public void send(byte[] message) throws IOException {
                if (uploadClosed) {
                    throw new IOException("closed");
                }
                messages.add(message.clone());
                onMessage.accept(messages.size());
            }

            @Override
            public boolean finish() {
                uploadFinished = true;
                return billsAtOnce;
            }

            @Override
            public void close() {
                uploadClosed = true;
            }
        };
    }

    @Override
    public void complete(RequestId request, ReportCompletion report) throws IOException {
        loseReport();
        completions.add(report);
    }

    @Override
    public void fail(RequestId request, ReportFailure report) throws IOException {
        loseReport();
        failures.add(report);
    }

    private void loseReport() throws IOException {
        if (lostReports > 0) {
            lostReports--;
            throw new IOException("connection reset");
        }
    }

    @Override
    public void follow(long after, NoticeHandler handler) {}
}
