package network.cocoon.workers.gpu.operator;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import network.cocoon.client.http.AssignmentFeed;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.client.http.OperatorProblem;
import network.cocoon.client.http.ServerTrust;
import network.cocoon.client.http.WorkerCalls;
import network.cocoon.domain.attestation.tdx.PlatformKind;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.api.JournalApi.Journal;
import network.cocoon.wire.api.NetworkApi.ModelList;
import network.cocoon.wire.api.NetworkApi.NetworkInfo;
import network.cocoon.wire.api.RequestApi.RequestStatus;
import network.cocoon.wire.api.WorkerApi.AttestationAccepted;
import network.cocoon.wire.api.WorkerApi.Challenge;
import network.cocoon.wire.api.WorkerApi.OfferModel;
import network.cocoon.wire.api.WorkerApi.RegisterWorker;
import network.cocoon.wire.api.WorkerApi.ReportCompletion;
import network.cocoon.wire.api.WorkerApi.ReportFailure;
import network.cocoon.wire.api.WorkerApi.SealedEnvelope;
import network.cocoon.wire.api.WorkerApi.WorkerRegistered;
import org.jspecify.annotations.Nullable;

/** The operator over HTTP. */
public final class HttpOperator implements OperatorLink {

    @FunctionalInterface
    private interface Asked<T> {
        T ask() throws IOException;
    }

    private final OperatorApi api;
    private final WorkerCalls worker;

    private HttpOperator(OperatorApi api, WorkerCalls worker) {
        this.api = api;
        this.worker = worker;
    }

    /**
     * @param bases       addresses of the operator's nodes; more of them are learned
     * @param certificate PEM to trust in place of the system's list, or null
     */
    public static OperatorLink of(List<URI> bases, @Nullable Path certificate, WorkerId worker, String apiKey)
            throws IOException {
        OperatorApi api = OperatorApi.at(bases, trust(certificate));
        return new HttpOperator(api, api.worker(worker, apiKey));
    }

    /** Enrols this machine; the token works once. */
    public static WorkerRegistered register(List<URI> bases, @Nullable Path certificate, RegisterWorker worker)
            throws IOException {
        try (OperatorApi api = OperatorApi.at(bases, trust(certificate))) {
            return answered(() -> api.register(worker));
        }
    }

    /** @param certificate PEM to trust in place of the system's list, or null */
    public static ServerTrust trust(@Nullable Path certificate) {
        return certificate == null ? new ServerTrust.JdkRoots() : new ServerTrust.Pinned(certificate);
    }

    /** A server that is restarting or overloaded is not a refusal: 5xx and 429 may pass. */
    private static <T> T answered(Asked<T> call) throws IOException {
        try {
            return call.ask();
        } catch (OperatorProblem e) {
            if (e.status() >= 500 || e.status() == 429 || e.status() == 408) {
                throw new IOException("the operator answered " + e.status() + " " + e.code(), e);
            }
            throw new RefusedByOperator(e.code(), e.detail());
        }
    }

    @Override
    public NetworkInfo network() throws IOException {
        return answered(api::network);
    }

    @Override
    public ModelList models() throws IOException {
        return answered(api::models);
    }

    @Override
    public Journal journal() throws IOException {
        try {
            return answered(api::journal);
        } catch (RefusedByOperator e) {
            throw new IOException("the operator refuses: " + e.code(), e);
        }
    }

    @Override
    public byte[] collateral(PlatformKind kind) throws IOException {
        return answered(() -> worker.collateral(kind));
    }

    @Override
    public Challenge challenge() throws IOException {
        return answered(worker::challenge);
    }

    @Override
    public AttestationAccepted attest(byte[] evidence) throws IOException {
        return answered(() -> worker.attest(evidence));
    }

    @Override
    public void offer(OfferModel offer) throws IOException {
        answered(() -> {
            worker.offer(offer);
            return offer;
        });
    }

    @Override
    public void drain() throws IOException {
        answered(() -> {
            worker.drain();
            return true;
        });
    }

    @Override
    public void activate() throws IOException {
        answered(() -> {
            worker.activate();
            return true;
        });
    }

    @Override
    public SealedEnvelope envelope(RequestId request) throws IOException {
        return answered(() -> worker.envelope(request));
    }

    @Override
    public FrameUpload frames(RequestId request) {
        network.cocoon.client.http.FrameUpload upload = worker.frames(request);
        return new FrameUpload() {
            @Override
            public void send(byte[] message) throws IOException {
                answered(() -> {
                    upload.write(message);
                    return message;
                });
            }

            @Override
            public boolean finish() throws IOException {
                return answered(() -> upload.finish(RequestStatus.class)).isPresent();
            }

            @Override
            public void close() {
                upload.close();
            }
        };
    }

    @Override
    public void complete(RequestId request, ReportCompletion report) throws IOException {
        answered(() -> worker.complete(request, report));
    }

    @Override
    public void fail(RequestId request, ReportFailure report) throws IOException {
        answered(() -> worker.fail(request, report));
    }

    @Override
    public void follow(long after, NoticeHandler handler) throws IOException {
        try (AssignmentFeed feed = worker.assignments(after)) {
            while (true) {
                Optional<AssignmentFeed.Item> item = answered(feed::take);
                if (item.isEmpty()) {
                    return;
                }
                handler.on(item.get().position(), item.get().notice());
            }
        }
    }
}
