package network.cocoon.workers.teesim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import network.cocoon.domain.attestation.AttestationPolicy;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.KeyStatement;
import network.cocoon.domain.attestation.Measurement;
import network.cocoon.domain.attestation.Verdict;
import network.cocoon.domain.attestation.gpu.GpuDevices;
import network.cocoon.domain.attestation.gpu.GpuEvidence;
import network.cocoon.domain.attestation.gpu.GpuJson;
import network.cocoon.domain.kernel.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TeeSimServerTest {

    private final Minted minted = new Minted();
    private final HttpClient http = HttpClient.newHttpClient();
    private final TeeSimServer server = startOnAnyPort();

    @AfterEach
    void stop() {
        server.close();
        http.close();
    }

    @Test
    void aWorkerNeedsNothingButTheDevice() throws Exception {
        KeyStatement statement =
                minted.statement("gpu_" + "1".repeat(32), new String(get("/platform"), StandardCharsets.US_ASCII));
        HttpResponse<byte[]> quote = post(statement.reportData());
        Evidence evidence = new Evidence(Bytes.of(quote.body()), Collateral.decode(get("/collateral")), statement);

        Verdict verdict = AttestationVerifier.simulated(get("/root"))
                .verify(evidence, AttestationPolicy.allowing(Measurement.decode(get("/measurement"))), Minted.NOW);

        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void itsGpuAnswersANonceUnderTheSameRoot() throws Exception {
        Bytes nonce = minted.nonce();
        HttpResponse<byte[]> answer = send(request("/gpu-evidence")
                .POST(BodyPublishers.ofByteArray(nonce.toArray()))
                .build());
        List<GpuEvidence> devices = GpuJson.read(answer.body());

        assertThat(minted.verdict(minted.evidence(_ -> new GpuDevices(devices.size(), devices))))
                .isInstanceOf(Verdict.Accepted.class);
        assertThat(send(request("/gpu-evidence")
                                .POST(BodyPublishers.ofByteArray(new byte[31]))
                                .build())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void anythingElseIsRefused() throws Exception {
        assertThat(post(new byte[63]).statusCode()).isEqualTo(400);
        assertThat(post(new byte[65]).statusCode()).isEqualTo(400);
        assertThat(send(request("/quote").GET().build()).statusCode()).isEqualTo(404);
        assertThat(send(request("/root/other").GET().build()).statusCode()).isEqualTo(404);
    }

    private TeeSimServer startOnAnyPort() {
        try {
            return TeeSimServer.start(minted.tee, 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] get(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = send(request(path).GET().build());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private HttpResponse<byte[]> post(byte[] body) throws IOException, InterruptedException {
        return send(request("/quote").POST(BodyPublishers.ofByteArray(body)).build());
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }
}
