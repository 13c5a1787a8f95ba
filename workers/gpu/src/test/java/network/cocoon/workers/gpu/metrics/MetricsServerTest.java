package network.cocoon.workers.gpu.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.workers.gpu.decoder.Precision;
import network.cocoon.workers.gpu.embedded.EmbeddedEngine;
import network.cocoon.workers.gpu.embedded.EngineLimits;
import network.cocoon.workers.gpu.engine.ChatMessage;
import network.cocoon.workers.gpu.engine.Engine;
import network.cocoon.workers.gpu.engine.EngineLoad;
import network.cocoon.workers.gpu.engine.Finish;
import network.cocoon.workers.gpu.engine.Prompt;
import network.cocoon.workers.gpu.engine.SamplingSettings;
import network.cocoon.workers.gpu.engine.TokenSink;
import org.junit.jupiter.api.Test;

/** What was answered is counted, and read over HTTP; what was said is nowhere in it. */
class MetricsServerTest {

    private static final Path MODEL = Path.of("src/main/models/cocoon-tiny");
    private static final String QUESTION = "What is Cocoon?";

    private final HttpClient http = HttpClient.newHttpClient();
    private TokenUsage counted = TokenUsage.NONE;

    private HttpResponse<String> get(int port, String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void ask(Engine engine) {
        engine.generate(
                new Prompt(List.of(new ChatMessage(ChatMessage.Role.USER, QUESTION)), SamplingSettings.GREEDY, 8),
                new TokenSink() {
                    @Override
                    public void text(String delta, TokenUsage usage) {}

                    @Override
                    public void finished(Finish finish) {
                        counted = finish.usage();
                    }
                },
                () -> false);
    }

    @Test
    void answers_are_counted_by_outcome_and_tokens() throws Exception {
        try (EmbeddedEngine loaded = EmbeddedEngine.load(MODEL, Precision.F32, EngineLimits.slots(2), () -> 1)) {
            WorkerMeters meters = new WorkerMeters(loaded::load);
            try (MetricsServer server = MetricsServer.start(0, meters)) {
                ask(new MeasuredEngine(loaded, meters, System::nanoTime));
                HttpResponse<String> answer = get(server.port(), "/metrics");
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                        .startsWith("text/plain");
                assertThat(answer.body())
                        .contains(
                                "cocoon_worker_answers_total{outcome=\"length\"} 1.0",
                                "cocoon_worker_tokens_total{kind=\"prompt\"} " + counted.prompt() + ".0",
                                "cocoon_worker_tokens_total{kind=\"completion\"} 8.0",
                                "cocoon_worker_first_text_seconds_count 1",
                                "cocoon_worker_sequences_active 0.0",
                                "cocoon_worker_sequences_waiting 0.0")
                        .containsPattern("cocoon_worker_steps_total [89]\\.0")
                        .containsPattern("cocoon_worker_cache_positions_room [1-9]")
                        .doesNotContain("Cocoon is", "What is");
            }
        }
    }

    @Test
    void there_is_nothing_else() throws Exception {
        try (MetricsServer server = MetricsServer.start(0, new WorkerMeters(() -> EngineLoad.NONE))) {
            assertThat(get(server.port(), "/").statusCode()).isEqualTo(404);
            assertThat(get(server.port(), "/metrics/").statusCode()).isEqualTo(404);
        }
    }
}
