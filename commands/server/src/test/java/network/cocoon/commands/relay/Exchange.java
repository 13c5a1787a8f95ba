package network.cocoon.commands.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import network.cocoon.commands.TestNetwork.App;
import network.cocoon.commands.TestNetwork.Worker;
import network.cocoon.commands.TestServer;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.envelope.Heads;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.SubmitRequest;
import network.cocoon.wire.frames.Acknowledgement;
import network.cocoon.wire.frames.FrameReader;
import network.cocoon.wire.frames.FrameWriter;
import network.cocoon.wire.frames.ResponseMessage;
import network.cocoon.wire.json.CocoonJson;
import org.jspecify.annotations.Nullable;

/** Worker and client of one request, each on streams of its own that a test holds in its hands. */
final class Exchange implements AutoCloseable {

    private final HttpClient workersHttp = HttpClient.newHttpClient();
    private final HttpClient clientsHttp = HttpClient.newHttpClient();
    private final TestServer server;
    private final App app;
    private final RequestId request;
    private @Nullable Upload upload;
    private @Nullable Upload words;
    private @Nullable FrameReader download;

    Exchange(TestServer server, App app, RequestId request) {
        this.server = server;
        this.app = app;
        this.request = request;
    }

    /** A request whose body is written piece by piece. */
    private static final class Upload {

        private final SubmissionPublisher<ByteBuffer> body = new SubmissionPublisher<>();
        private final FrameWriter writer = new FrameWriter(new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                body.submit(ByteBuffer.wrap(Arrays.copyOfRange(bytes, offset, offset + length)));
            }
        });
        private final CompletableFuture<HttpResponse<String>> answer;

        Upload(HttpClient http, HttpRequest.Builder to) {
            answer = http.sendAsync(
                    to.header("Content-Type", FrameWriter.CONTENT_TYPE)
                            .POST(HttpRequest.BodyPublishers.fromPublisher(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            // What is submitted before somebody listens is dropped.
            while (!body.hasSubscribers() && !answer.isDone()) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    void startUpload(Worker worker) {
        upload = new Upload(
                workersHttp,
                server.request("/v1/workers/" + worker.worker() + "/requests/" + request + "/frames", worker.apiKey()));
    }

    void send(ResponseMessage message) throws IOException {
        begun(upload).writer.write(message.encode());
    }

    /** Ends the upload; the status that it is answered with. */
    HttpResponse<String> endUpload() throws Exception {
        begun(upload).body.close();
        return begun(upload).answer.get(10, TimeUnit.SECONDS);
    }

    void startDownload() throws Exception {
        HttpResponse<InputStream> response = clientsHttp.send(
                server.request("/v1/requests/" + request + "/response", app.apiKey())
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        download = new FrameReader(response.body());
    }

    /** Submits it, and reads the answer on the same line; what the operator says it sends. */
    String submitAndRead(SubmitRequest submission) throws Exception {
        HttpResponse<InputStream> response = clientsHttp.send(
                server.request("/v1/requests", app.apiKey())
                        .header("Accept", FrameWriter.CONTENT_TYPE + ", application/json;q=0.5")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(
                                CocoonJson.mapper().writeValueAsBytes(submission)))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        download = new FrameReader(response.body());
        return response.statusCode() + " "
                + response.headers().firstValue("Content-Type").orElse("");
    }

    /** The next message that reaches the client; none once the stream has ended. */
    Optional<ResponseMessage> next() throws IOException {
        return begun(download).read().map(ResponseMessage::decode);
    }

    <M extends ResponseMessage> M next(Class<M> type) throws IOException {
        return type.cast(next().orElseThrow());
    }

    void startAcknowledging() {
        words = new Upload(clientsHttp, server.request("/v1/requests/" + request + "/acknowledgements", app.apiKey()));
    }

    void acknowledge(ResponseMessage.SignedHead head) throws IOException {
        acknowledge(head, app.client());
    }

    void acknowledge(ResponseMessage.SignedHead head, SigningKey by) throws IOException {
        begun(words)
                .writer
                .write(new Acknowledgement(head.head(), head.signature(), Heads.acknowledge(by, head.head())).encode());
    }

    HttpResponse<String> endAcknowledging() throws Exception {
        begun(words).body.close();
        return begun(words).answer.get(10, TimeUnit.SECONDS);
    }

    /** The worker's machine is gone. */
    void killWorker() {
        workersHttp.shutdownNow();
    }

    /** The client's machine is gone; when this returns, its sockets are closed. */
    void killClient() throws InterruptedException {
        clientsHttp.shutdownNow();
        assertThat(clientsHttp.awaitTermination(Duration.ofSeconds(10))).isTrue();
    }

    @Override
    public void close() {
        workersHttp.shutdownNow();
        clientsHttp.shutdownNow();
    }

    private static <T> T begun(@Nullable T stream) {
        return Objects.requireNonNull(stream, "not begun yet");
    }
}
