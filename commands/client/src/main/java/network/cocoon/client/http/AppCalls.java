package network.cocoon.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.AppApi;
import network.cocoon.wire.api.EscrowApi;
import network.cocoon.wire.api.NetworkApi;
import network.cocoon.wire.api.RequestApi;
import network.cocoon.wire.frames.Acknowledgement;
import network.cocoon.wire.frames.FrameWriter;

/** The calls of an app. */
public final class AppCalls {

    private static final String EITHER = FrameWriter.CONTENT_TYPE + ", application/json;q=0.5";
    private static final int MOST_STATUS = 64 * 1024;

    private final Transport transport;
    private final String account;
    private final String apiKey;

    AppCalls(Transport transport, AccountId account, String apiKey) {
        this.transport = transport;
        this.account = "/v1/apps/" + account.value();
        this.apiKey = apiKey;
    }

    public AppApi.AppStatus status() throws IOException {
        return transport.json(Call.get(account).as(apiKey), AppApi.AppStatus.class);
    }

    public AppApi.ClientKeyCertified certify(AppApi.CertifyClientKey key) throws IOException {
        Call call = Call.post(account + "/client-keys", key).as(apiKey).repeatedly();
        return transport.json(call, AppApi.ClientKeyCertified.class);
    }

    public void revoke(ClientKeyId key) throws IOException {
        transport.octets(Call.delete(account + "/client-keys/" + key.value()).as(apiKey));
    }

    public AppApi.ApiKey newApiKey() throws IOException {
        return transport.json(Call.post(account + "/api-keys").as(apiKey), AppApi.ApiKey.class);
    }

    /** Cumulative, so a repeat authorises nothing more. */
    public AppApi.AppStatus authorize(AppApi.AuthorizeCredit credit) throws IOException {
        Call call = Call.post(account + "/credit", credit).as(apiKey).repeatedly();
        return transport.json(call, AppApi.AppStatus.class);
    }

    public EscrowApi.EscrowStatus escrow() throws IOException {
        return transport.json(Call.get(account + "/escrow").as(apiKey), EscrowApi.EscrowStatus.class);
    }

    /** The same opening again is answered like the first. */
    public EscrowApi.EscrowStatus openEscrow(EscrowApi.OpenEscrow opening) throws IOException {
        Call call = Call.post(account + "/escrow", opening).as(apiKey).repeatedly();
        return transport.json(call, EscrowApi.EscrowStatus.class);
    }

    /** Cumulative and over one head, so a repeat authorises nothing more. */
    public EscrowApi.EscrowStatus raise(EscrowApi.RaiseVoucher voucher) throws IOException {
        Call call = Call.post(account + "/vouchers", voucher).as(apiKey).repeatedly();
        return transport.json(call, EscrowApi.EscrowStatus.class);
    }

    public NetworkApi.Candidates candidates(NetworkApi.FindCandidates wanted) throws IOException {
        Call call = Call.post("/v1/candidates", wanted).as(apiKey).repeatedly();
        return transport.json(call, NetworkApi.Candidates.class);
    }

    /** The evidence's bytes; the caller checks the digest. */
    public byte[] evidence(Digest digest) throws IOException {
        return transport.octets(Call.get("/v1/evidence/" + digest.hex()).as(apiKey));
    }

    /**
     * Submits a sealed request. One request id is one request for ever, so a repeat is answered like the first. Where the
     * node that took it relays its answer too, that comes on the same line, as from {@link #response}; else nothing comes.
     */
    public Optional<InputStream> submit(RequestId id, RequestApi.SubmitRequest request) throws IOException {
        Call call = Call.post("/v1/requests", request).as(apiKey).repeatedly().accepting(EITHER);
        Transport.Line line = transport.opened(call);
        if (line.type().equals(FrameWriter.CONTENT_TYPE)) {
            transport.operators().relayed(id, line.node().toString());
            return Optional.of(line.in());
        }
        try (InputStream in = line.in()) {
            // What it says is asked for where it matters; a line that was read to its end is used again.
            in.readNBytes(MOST_STATUS);
        }
        return Optional.empty();
    }

    /** Seals a request anew, on its terms, where no candidate is left. The same seals again are answered like the first. */
    public RequestApi.RequestStatus reseal(RequestId request, RequestApi.SubmitRequest sealed) throws IOException {
        Call call = Call.put(path(request) + "/envelope", sealed).as(apiKey).repeatedly();
        return transport.json(call, RequestApi.RequestStatus.class);
    }

    public RequestApi.RequestStatus status(RequestId request) throws IOException {
        return transport.json(Call.get(path(request)).as(apiKey), RequestApi.RequestStatus.class);
    }

    public RequestApi.RequestStatus cancel(RequestId request) throws IOException {
        return transport.json(Call.delete(path(request)).as(apiKey), RequestApi.RequestStatus.class);
    }

    /**
     * The sealed frames as they come, for a {@link network.cocoon.wire.frames.FrameReader}. Closing drops the line.
     *
     * @param timeout until the operator answers at all
     */
    public InputStream response(RequestId request, Duration timeout) throws IOException {
        Call call = Call.get(path(request) + "/response").as(apiKey).accepting(FrameWriter.CONTENT_TYPE);
        Transport.Line line = transport.line(call, timeout);
        // Its acknowledgements go where it comes from.
        transport.operators().relayed(request, line.node().toString());
        return line.in();
    }

    /** Opens the stream of one answer's acknowledgements. */
    public FrameUpload acknowledgements(RequestId request) {
        return new FrameUpload(transport, acknowledging(request));
    }

    /**
     * One acknowledgement by itself: a higher one stands whatever came before or comes again. Where the answer's node does
     * not answer, any other takes it, and is told so: for seconds it may know nothing yet of the other's end.
     */
    public void acknowledge(RequestId request, Acknowledgement acknowledgement) throws IOException {
        byte[] message = acknowledgement.encode();
        byte[] body = ByteBuffer.allocate(4 + message.length)
                .putInt(message.length)
                .put(message)
                .array();
        Call call = acknowledging(request).with(body).repeatedly();
        try {
            transport.octets(call);
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            transport.octets(call.with(Acknowledgement.RELAY_UNREACHABLE, "true"));
        }
    }

    private Call acknowledging(RequestId request) {
        return Call.post(path(request) + "/acknowledgements").as(apiKey).sending(FrameWriter.CONTENT_TYPE);
    }

    private static String path(RequestId request) {
        return "/v1/requests/" + request.value();
    }
}
