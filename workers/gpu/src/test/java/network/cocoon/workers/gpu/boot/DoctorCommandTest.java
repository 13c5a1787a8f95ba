package network.cocoon.workers.gpu.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.wire.api.NetworkApi.ModelEntry;
import network.cocoon.wire.api.NetworkApi.ModelList;
import network.cocoon.wire.api.NetworkApi.NetworkInfo;
import network.cocoon.wire.json.CocoonJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As an owner would run it, against an operator that answers two calls. */
class DoctorCommandTest {

    private static final Path MODEL = Path.of("src/main/models/cocoon-tiny");

    @TempDir
    private Path folder;

    private HttpServer server;
    private Duration off = Duration.ZERO;
    private Digest listed;

    @BeforeEach
    void an_operator() throws Exception {
        listed = new Digest(
                Files.readString(MODEL.resolveSibling("cocoon-tiny.digest")).strip());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Object answer = exchange.getRequestURI().getPath().endsWith("/models")
                    ? new ModelList(List.of(
                            new ModelEntry(new ModelId("cocoon-tiny"), "Cocoon", listed, 1024, null, null, List.of())))
                    : new NetworkInfo(
                            "local-1", Bytes.of(new byte[32]), Instant.now().plus(off), "1", List.of());
            byte[] body = CocoonJson.mapper().writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void tells_of_everything_that_is_wrong_and_what_to_do() {
        off = Duration.ofMinutes(-3);
        listed = Digest.sha256(new byte[1]);
        String said = doctor(
                1,
                "--tee",
                "simulated:http://127.0.0.1:1",
                "--gpu-type",
                "NVIDIA H100",
                "--gpu-memory-mib",
                "81559",
                "--model",
                MODEL.toString());
        assertThat(said)
                .contains("BAD  tee        NO_QUOTE")
                .contains("BAD  gpu        ")
                .contains("BAD  evidence   NO_GPU_EVIDENCE")
                .contains("ok   network    network local-1")
                .contains("BAD  clock      CLOCK_WRONG: this machine's clock is 1")
                .contains("BAD  enrolment  NOT_ENROLLED")
                .contains("ok   model      cocoon-tiny loads")
                .contains("BAD  listing    MODEL_DIFFERS")
                .contains("6 of 8 looks found something wrong.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void tells_what_is_right() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "enrol_1\n");
        String said = doctor(1, "--enrolment-token-file", token.toString(), "--model", MODEL.toString());
        // A machine with a graphics card of NVIDIA has evidence to show, and here nobody to ask for it.
        assertThat(said.lines().filter(line -> line.startsWith("BAD") && !line.startsWith("BAD  evidence")))
                .allMatch(line -> line.startsWith("BAD  tee "))
                .hasSize(1);
        assertThat(said).contains("ok   listing    cocoon-tiny is " + listed);
    }

    @Test
    void a_model_that_is_broken_and_an_operator_that_is_away_hide_nothing() throws Exception {
        server.stop(0);
        Files.writeString(folder.resolve("config.json"), "{}");
        String said = doctor(1, "--model", folder.toString());
        assertThat(said)
                .contains("BAD  network    OPERATOR_UNREACHABLE")
                .contains("BAD  clock      OPERATOR_UNREACHABLE")
                .contains("BAD  model      ARCHITECTURE_UNSUPPORTED")
                .contains("BAD  listing    NO_MODEL");
    }

    private String doctor(int status, String... more) {
        String operator = "http://127.0.0.1:" + server.getAddress().getPort();
        String[] args = Stream.concat(
                        Stream.of(
                                "doctor",
                                "--operator",
                                operator,
                                "--data",
                                folder.resolve("data").toString()),
                        Arrays.stream(more))
                .toArray(String[]::new);
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            assertThat(WorkerCommands.execute(args)).isEqualTo(status);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
