package network.cocoon.workers.gpu.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import network.cocoon.workers.gpu.decoder.Precision;
import network.cocoon.workers.gpu.embedded.EmbeddedEngine;
import network.cocoon.workers.gpu.embedded.EngineLimits;
import network.cocoon.workers.gpu.engine.Cancellation;
import network.cocoon.workers.gpu.engine.EngineException;
import network.cocoon.workers.gpu.engine.Finish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against llama.cpp's own server with the tiny model's weights and vocabulary. On demand:
 * {@code -Dcocoon.llama.server=PROGRAM}; {@code src/test/llama/server.sh} fetches one.
 */
@Timeout(60)
class LlamaServerTest {

    private static final Path MODEL = Path.of("src/main/models/cocoon-tiny");
    private static final List<String> QUESTIONS =
            List.of("What is Cocoon?", "Hello", "Who pays the owner of a GPU?", "What is a receipt?");
    /** The ids of the tiny model's tokens that end a text: forbidden, it goes on until it is stopped. */
    private static final Map<Integer, Double> ENDLESS = Map.of(1533, -100.0, 1535, -100.0);

    @TempDir
    private static Path folder;

    private int port;

    @SuppressWarnings("NullAway.Init")
    private Process server;

    @BeforeEach
    void serve() throws Exception {
        String program = System.getProperty("cocoon.llama.server", "");
        assumeTrue(!program.isEmpty(), "SKIPPED: no llama.cpp (set -Dcocoon.llama.server=PROGRAM)");
        Path gguf = folder.resolve("tiny.gguf");
        Process converter = new ProcessBuilder("node", "src/test/llama/gguf.mjs", MODEL.toString(), gguf.toString())
                .inheritIO()
                .start();
        assertThat(converter.waitFor()).isZero();
        if (port == 0) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
        }
        server = new ProcessBuilder(
                        program,
                        "-m",
                        gguf.toString(),
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "-c",
                        "4096",
                        "-np",
                        "4",
                        "-t",
                        "1",
                        "--slots",
                        "-fa",
                        "off",
                        "-ctk",
                        "f32",
                        "-ctv",
                        "f32")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
        while (!get("/health").contains("ok")) {
            assertThat(server.isAlive()).isTrue();
            Thread.sleep(20);
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (server != null) {
            server.destroyForcibly().waitFor();
        }
    }

    private String get(String path) throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(address().resolve(path)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        }
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private boolean busy() throws InterruptedException {
        return get("/slots").contains("\"is_processing\":true");
    }

    @Test
    void says_and_counts_what_the_embedded_engine_does() throws Exception {
        try (UpstreamEngine upstream = UpstreamEngine.connect(address(), MODEL, 4);
                EmbeddedEngine own = EmbeddedEngine.load(MODEL, Precision.F32, EngineLimits.slots(4), () -> 1)) {
            assertThat(upstream.describe().modelDigest()).isEqualTo(own.modelDigest());
            for (String question : QUESTIONS) {
                Heard theirs = Heard.ask(upstream, question, 200, List.of(), Cancellation.NEVER);
                Heard ours = Heard.ask(own, question, 200, List.of(), Cancellation.NEVER);
                assertThat(theirs.text()).as(question).isEqualTo(ours.text()).isNotBlank();
                assertThat(theirs.finish).as(question).isEqualTo(ours.finish);
                assertThat(theirs.deltas.size()).isGreaterThan(1);
                Heard cut = Heard.ask(upstream, question, 5, List.of(), Cancellation.NEVER);
                assertThat(cut.finish.reason()).isEqualTo(Finish.Reason.LENGTH);
                assertThat(cut.finish.usage().completion()).isEqualTo(5);
            }
            assertThat(upstream.alarms()).isZero();
        }
    }

    @Test
    void many_at_once_each_get_their_own() throws Exception {
        try (UpstreamEngine upstream = UpstreamEngine.connect(address(), MODEL, 4);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<String> alone = QUESTIONS.stream()
                    .map(question -> Heard.ask(upstream, question, 200, List.of(), Cancellation.NEVER)
                            .text())
                    .toList();
            List<Future<String>> together = IntStream.range(0, 24)
                    .mapToObj(i -> threads.submit(
                            () -> Heard.ask(upstream, QUESTIONS.get(i % 4), 200, List.of(), Cancellation.NEVER)
                                    .text()))
                    .toList();
            for (int i = 0; i < together.size(); i++) {
                assertThat(together.get(i).get()).isEqualTo(alone.get(i % 4));
            }
        }
    }

    @Test
    void a_cancelled_answer_stops_the_server_too() throws Exception {
        try (UpstreamEngine upstream = UpstreamEngine.connect(address(), MODEL, 4)) {
            AtomicBoolean cancelled = new AtomicBoolean();
            Heard heard = new Heard(() -> cancelled.set(true))
                    .asked(upstream, "Hello", 900, List.of(), ENDLESS, cancelled::get);
            assertThat(heard.finish.reason()).isEqualTo(Finish.Reason.CANCELLED);
            while (busy()) {
                Thread.sleep(5);
            }
            assertThat(Heard.ask(upstream, QUESTIONS.getFirst(), 200, List.of("network"), Cancellation.NEVER)
                            .text())
                    .isEqualTo("Cocoon is a ");
        }
    }

    /** As a crash does; then whoever watches over it starts it again. */
    @Test
    void a_server_that_dies_in_the_middle_fails_the_answer_and_serves_again_once_it_is_back() throws Exception {
        var patience = new UpstreamEngine.Patience(Duration.ofSeconds(20), Duration.ofMillis(20));
        try (UpstreamEngine upstream = UpstreamEngine.connect(address(), MODEL, 4, patience)) {
            Heard heard = new Heard(() -> server.destroyForcibly());
            assertThatThrownBy(() -> heard.asked(upstream, "Hello", 900, List.of(), ENDLESS, Cancellation.NEVER))
                    .isInstanceOfSatisfying(
                            EngineException.class, e -> assertThat(e.code()).isEqualTo(EngineException.Code.CRASHED));
            assertThat(heard.deltas).isNotEmpty();
            assertThat(server.waitFor(5, TimeUnit.SECONDS)).isTrue();
            while (upstream.takes()) {
                Thread.sleep(5);
            }
            serve();
            while (!upstream.takes()) {
                Thread.sleep(5);
            }
            assertThat(Heard.ask(upstream, QUESTIONS.getFirst(), 200, List.of(), Cancellation.NEVER)
                            .text())
                    .startsWith("Cocoon is a network");
        }
    }
}
