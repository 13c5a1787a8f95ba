package network.cocoon.client.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import network.cocoon.client.fake.FakeApp;
import network.cocoon.client.fake.FakeOperator;
import network.cocoon.client.fake.FakeWorker.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchTest {

    @TempDir
    Path data;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    private FakeOperator network;
    private FakeApp app;

    @BeforeEach
    void start() throws IOException {
        network = new FakeOperator();
        app = new FakeApp(network, data);
    }

    @AfterEach
    void stop() {
        app.close();
        network.close();
    }

    private static BenchOptions options(String... args) {
        return BenchOptions.parse(Stream.concat(Stream.of("--model", "cocoon-tiny"), Stream.of(args))
                        .toList())
                .options();
    }

    private Bench bench(String... args) {
        return new Bench(options(args), System::nanoTime, new PrintStream(out, true, StandardCharsets.UTF_8), err);
    }

    private JsonNode report() {
        return JsonMapper.builder().build().readTree(out.toString(StandardCharsets.UTF_8));
    }

    /** The fake worker gives the prompt's two words back, a frame each. */
    @Test
    void asksTheNetworkByTheProtocol() throws Exception {
        bench("--connections", "3", "--requests", "12", "--warmup", "2", "--json")
                .run(List.of(app.asker));
        JsonNode report = report();
        assertThat(report.get("completed").intValue()).isEqualTo(12);
        assertThat(report.get("failed").isEmpty()).isTrue();
        assertThat(report.at("/wholeAnswerMicros/p99").longValue())
                .isGreaterThanOrEqualTo(report.at("/firstTextMicros/p50").longValue())
                .isLessThanOrEqualTo(report.at("/wholeAnswerMicros/max").longValue());
        assertThat(network.relay.seals).hasSize(14);
    }

    @Test
    void asksASidecar() throws Exception {
        Path key = Files.writeString(data.resolve("key"), "sk-test\n");
        try (var sidecar = app.sidecar("sk-test")) {
            bench("--connections", "2", "--requests", "6", "--api-key-file", key.toString(), "--json")
                    .run(URI.create("http://127.0.0.1:" + sidecar.port() + "/v1"));
        }
        assertThat(report().get("completed").intValue()).isEqualTo(6);
        assertThat(report().get("failed").isEmpty()).isTrue();
    }

    @Test
    void failuresAreCountedByCode() throws Exception {
        network.relay.fault = Fault.CHANGES_A_FRAME;
        bench("--connections", "2", "--requests", "4").run(List.of(app.asker));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("| failed | 4: ANSWER_REFUSED 4 |")
                .contains("| completed | 0 in ");
    }

    /** One connection, a request due every 10 ms, the first of which takes 400: the wait of the others is theirs. */
    @Test
    void aStallIsChargedToEverybodyWhoWaited() throws Exception {
        AtomicBoolean first = new AtomicBoolean(true);
        Target stalls = sample -> {
            if (first.getAndSet(false)) {
                pause(400);
            }
            sample.text();
        };
        Report report = new Load(
                        options("--connections", "1", "--requests", "20", "--rate", "100"), stalls, System::nanoTime)
                .run((_, _, _) -> {});
        assertThat(report.tally().completed()).isEqualTo(20);
        assertThat(report.tally().whole.quantile(500)).isGreaterThanOrEqualTo(200_000);
    }

    @Test
    void whatCouldNotBeginIsNotForgotten() throws Exception {
        Target slow = _ -> pause(700);
        Report report = new Load(
                        options("--connections", "1", "--duration", "1", "--rate", "10"), slow, System::nanoTime)
                .run((_, _, _) -> {});
        assertThat(report.tally().completed() + report.tally().failed()).isEqualTo(10);
        assertThat(report.tally().failures()).containsKey("NOT_BEGUN");
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--connections 0", "--requests x", "--rate -1", "--frames 100001", "--frame-bytes 16385"})
    void whatIsOutOfBoundsIsRefused(String text) {
        assertThatThrownBy(() -> options(text.split(" "))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNotOfALoadIsLeftToOthers() {
        var parsed = BenchOptions.parse(List.of("--operator", "https://o.example", "--frames", "7", "--json"));
        assertThat(parsed.rest()).containsExactly("--operator", "https://o.example");
        assertThat(parsed.options().prompt()).isEqualTo("frames=7 bytes=128");
        assertThat(options("--pace", "20").prompt()).isEqualTo("frames=50 bytes=128 pace=20");
    }
}
