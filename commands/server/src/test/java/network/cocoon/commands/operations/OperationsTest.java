package network.cocoon.commands.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import network.cocoon.commands.TestNetwork;
import network.cocoon.commands.TestNetwork.App;
import network.cocoon.commands.TestNetwork.Worker;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.TestServer.Answer;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.eventstore.LogNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;

class OperationsTest {

    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `([a-z_]+)`");

    @TempDir
    Path data;

    @Test
    void health_tells_anybody_whether_and_the_operator_why() throws Exception {
        try (TestServer server = TestServer.start(data)) {
            assertThat(server.get("/health/live", null).text()).isEqualTo("{\"status\":\"UP\"}");
            assertThat(eventually(server, 200).text()).isEqualTo("{\"status\":\"UP\"}");
            assertThat(server.get("/health/ready", server.operatorToken()).text())
                    .contains("\"sequencer\"", "\"fanout\"", "\"processors\"", "\"db\"", "\"held\":true");
            assertThat(server.get("/health/ready", "ckp_" + "A".repeat(43)).text())
                    .isEqualTo("{\"status\":\"UP\"}");

            say(server, ReadinessState.REFUSING_TRAFFIC);
            assertThat(server.get("/health/ready", null).status())
                    .as("a node that drains takes nothing new")
                    .isEqualTo(503);
            assertThat(server.get("/health/live", null).status())
                    .as("and is not restarted for it")
                    .isEqualTo(200);
            say(server, ReadinessState.ACCEPTING_TRAFFIC);
            assertThat(server.get("/health/ready", null).status()).isEqualTo(200);

            server.bean(LogNode.class).stop();
            assertThat(eventually(server, 503).text()).isEqualTo("{\"status\":\"DOWN\"}");
            assertThat(server.get("/health/ready", server.operatorToken()).text())
                    .contains("\"held\":false");
        }
    }

    private static void say(TestServer server, ReadinessState state) {
        server.bean(ApplicationAvailabilityBean.class).onApplicationEvent(new AvailabilityChangeEvent<>(server, state));
    }

    private static Answer eventually(TestServer server, int status) throws InterruptedException {
        Answer answer = server.get("/health/ready", null);
        for (int i = 0; i < 100 && answer.status() != status; i++) {
            Thread.sleep(100);
            answer = server.get("/health/ready", null);
        }
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer;
    }

    @Test
    void every_documented_metric_is_there_after_one_request_and_no_label_is_an_id() throws Exception {
        try (TestServer server = TestServer.start(data)) {
            TestNetwork network = new TestNetwork(server);
            App app = network.app(10 * network.worstCase());
            Worker worker = network.worker(1);
            RequestId request = network.submit(app, network.seal(app, worker)).request();
            server.post(
                    "/v1/workers/" + worker.worker() + "/requests/" + request + "/completion",
                    worker.apiKey(),
                    network.receipt(worker, request, new TokenUsage(30, 0, 20, 0)));
            assertThat(server.get("/v1/requests/" + request, worker.apiKey()).status())
                    .isEqualTo(403);
            String scraped = scraped(server, "cocoon_scheduler_queue 0");

            assertThat(documented()).hasSizeGreaterThan(15).allSatisfy(name -> assertThat(scraped)
                    .containsPattern("(?m)^" + name + "(_bucket|_count|_sum)?[{ ]"));
            assertThat(scraped)
                    .contains("cocoon_commands_total{command=\"inference.Submit\",outcome=\"ACCEPTED\"} 1.0")
                    .contains("cocoon_requests_total{code=\"\",event=\"Completed\"} 1.0")
                    .contains("cocoon_api_refusals_total{code=\"FORBIDDEN\"} 1.0")
                    .doesNotContain(
                            request.value(),
                            worker.worker().value(),
                            app.account().value());
            assertThat(undocumented(scraped))
                    .as("metrics without a line in the README")
                    .isEmpty();
        }
    }

    /** The first scrape in which what is asked of the database now and then is there. */
    private static String scraped(TestServer server, String awaited) throws InterruptedException {
        String text = "";
        for (int i = 0; i < 100 && !text.contains(awaited); i++) {
            Thread.sleep(i == 0 ? 0 : 100);
            Answer answer = server.get("/metrics", null);
            assertThat(answer.status()).isEqualTo(200);
            text = answer.text();
        }
        return text;
    }

    /** Those that hold without any event processor, which this module has none of. */
    private static List<String> documented() throws IOException {
        String reference = Files.readString(readme());
        int begin = reference.indexOf("\n## Metrics");
        String section = reference.substring(begin, reference.indexOf("\n## ", begin + 1));
        return names(DOCUMENTED, section)
                .filter(name -> !name.startsWith("cocoon_processor_"))
                .toList();
    }

    private static List<String> undocumented(String scraped) throws IOException {
        String reference = Files.readString(readme());
        return names(Pattern.compile("(?m)^# TYPE (cocoon_[a-z_]+) "), scraped)
                .filter(name -> !name.endsWith("_max"))
                .filter(name -> !reference.contains("| `" + name + "`"))
                .toList();
    }

    private static Stream<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult found) -> found.group(1));
    }

    private static Path readme() {
        Path here = Path.of("").toAbsolutePath();
        return here.resolve(here.endsWith("server") ? "../README.md" : "commands/README.md");
    }

    @Test
    void metrics_are_the_operators_alone_in_production() throws Exception {
        try (TestServer server = TestServer.start(data, "cocoon.mode=production")) {
            assertThat(server.get("/metrics", null).problem().code()).isEqualTo("UNAUTHENTICATED");
            assertThat(server.get("/metrics", "ckp_" + "A".repeat(43)).status()).isEqualTo(401);
            assertThat(server.get("/metrics/", null).status()).isEqualTo(401);
            Answer answer = server.get("/metrics", server.operatorToken());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).contains("cocoon_log_head");
            assertThat(server.get("/env", server.operatorToken()).status()).isEqualTo(404);
        }
    }
}
