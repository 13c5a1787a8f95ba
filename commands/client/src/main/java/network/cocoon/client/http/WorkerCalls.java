package network.cocoon.client.http;

import java.io.IOException;
import network.cocoon.domain.attestation.tdx.PlatformKind;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.api.RequestApi;
import network.cocoon.wire.api.WorkerApi;
import network.cocoon.wire.frames.FrameWriter;

/** The calls of a GPU worker. */
public final class WorkerCalls {

    private final Transport transport;
    private final String worker;
    private final String apiKey;

    WorkerCalls(Transport transport, WorkerId worker, String apiKey) {
        this.transport = transport;
        this.worker = "/v1/workers/" + worker.value();
        this.apiKey = apiKey;
    }

    /** Collateral of a kind of platform, encoded as evidence carries it; asking has the operator fetch it. */
    public byte[] collateral(PlatformKind kind) throws IOException {
        return transport.octets(Call.get("/v1/collateral/" + kind.fmspc().hex() + "?ca="
                        + kind.authority().query())
                .as(apiKey));
    }

    /** A nonce for the next key statement. */
    public WorkerApi.Challenge challenge() throws IOException {
        return transport.json(Call.post(worker + "/attestation-challenges").as(apiKey), WorkerApi.Challenge.class);
    }

    /** @param evidence as {@code Evidence.encode} writes it */
    public WorkerApi.AttestationAccepted attest(byte[] evidence) throws IOException {
        Call call = Call.octets("POST", worker + "/attestations", evidence).as(apiKey);
        return transport.json(call, WorkerApi.AttestationAccepted.class);
    }

    /** Where its owner is paid. */
    public WorkerApi.WorkerPayout payout() throws IOException {
        return transport.json(Call.get(worker + "/payout-address").as(apiKey), WorkerApi.WorkerPayout.class);
    }

    public void offer(WorkerApi.OfferModel offer) throws IOException {
        transport.octets(Call.post(worker + "/offers", offer).as(apiKey).repeatedly());
    }

    public void drain() throws IOException {
        transport.octets(Call.post(worker + "/drain").as(apiKey).repeatedly());
    }

    public void activate() throws IOException {
        transport.octets(Call.post(worker + "/activate").as(apiKey).repeatedly());
    }

    /**
     * Assignments from the one after {@code lastPosition} on (0 for all), for ever: a lost line is taken up again.
     */
    public AssignmentFeed assignments(long lastPosition) {
        return new AssignmentFeed(this, lastPosition);
    }

    Transport.Line openFeed(long lastPosition) throws IOException {
        Call call = Call.get(worker + "/assignments").as(apiKey).accepting("text/event-stream");
        Call resumed = lastPosition > 0 ? call.with("Last-Event-ID", Long.toString(lastPosition)) : call;
        return transport.line(resumed, null);
    }

    public WorkerApi.SealedEnvelope envelope(RequestId request) throws IOException {
        return transport.json(Call.get(path(request) + "/envelope").as(apiKey), WorkerApi.SealedEnvelope.class);
    }

    /** The operator said which node relays the answer to a request: {@link #frames} and reports of failure go there. */
    public void relayedAt(RequestId request, String relay) {
        transport.operators().relayed(request, relay);
    }

    /** Opens the upload of one answer: opening, frames, receipt trailer. */
    public FrameUpload frames(RequestId request) {
        Call call = Call.post(path(request) + "/frames").as(apiKey).sending(FrameWriter.CONTENT_TYPE);
        return new FrameUpload(transport, call);
    }

    /** Reporting twice is answered like once. */
    public RequestApi.RequestStatus complete(RequestId request, WorkerApi.ReportCompletion report) throws IOException {
        Call call = Call.post(path(request) + "/completion", report).as(apiKey).repeatedly();
        return transport.json(call, RequestApi.RequestStatus.class);
    }

    /** Reporting twice is answered like once. */
    public RequestApi.RequestStatus fail(RequestId request, WorkerApi.ReportFailure report) throws IOException {
        Call call = Call.post(path(request) + "/failure", report).as(apiKey).repeatedly();
        return transport.json(call, RequestApi.RequestStatus.class);
    }

    private String path(RequestId request) {
        return worker + "/requests/" + request.value();
    }
}
