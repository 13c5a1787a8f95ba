package network.cocoon.workers.gpu.tee;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.gpu.GpuDevices;
import network.cocoon.domain.attestation.gpu.GpuEvidence;
import network.cocoon.domain.attestation.gpu.GpuJson;
import network.cocoon.domain.kernel.Bytes;

/**
 * Asks a software TEE over loopback HTTP. The simulator itself is never on this class path, and a verifier that was not
 * told its root refuses every quote it mints.
 */
public final class SimulatedTee implements QuoteSource, GpuEvidenceSource {

    private static final int MAX_ANSWER = 2 * 1024 * 1024;

    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    public SimulatedTee(URI base) {
        this.base = base;
    }

    @Override
    public byte[] quote(byte[] reportData) throws IOException {
        return ask(HttpRequest.newBuilder(base.resolve("/quote"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(reportData)));
    }

    @Override
    public Collateral collateral(Bytes quote) throws IOException {
        return Collateral.decode(ask(HttpRequest.newBuilder(base.resolve("/collateral"))));
    }

    /** The simulator plays the machine too: it has as many GPUs as it shows. */
    @Override
    public GpuDevices of(Bytes nonce) throws IOException {
        try {
            List<GpuEvidence> devices = GpuJson.read(ask(HttpRequest.newBuilder(base.resolve("/gpu-evidence"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(nonce.toArray()))));
            return new GpuDevices(devices.size(), devices);
        } catch (IllegalArgumentException e) {
            throw new IOException("the software TEE at " + base + " gave no GPU evidence: " + e.getMessage(), e);
        }
    }

    @Override
    public String describe() {
        return "simulated";
    }

    private byte[] ask(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<byte[]> answer =
                    http.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200 || answer.body().length > MAX_ANSWER) {
                throw new IOException("the software TEE at " + base + " answered " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking the software TEE", e);
        }
    }
}
