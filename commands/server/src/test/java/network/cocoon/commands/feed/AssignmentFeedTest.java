package network.cocoon.commands.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import network.cocoon.commands.TestNetwork;
import network.cocoon.commands.TestNetwork.App;
import network.cocoon.commands.TestNetwork.Worker;
import network.cocoon.commands.TestServer;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.RequestStatus;
import network.cocoon.wire.api.WorkerApi.AssignmentNotice;
import network.cocoon.wire.api.WorkerApi.Kind;
import network.cocoon.wire.api.WorkerApi.ReportFailure;
import network.cocoon.wire.api.WorkerApi.SealedEnvelope;
import network.cocoon.wire.json.CocoonJson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class AssignmentFeedTest {

    private record Notice(String id, AssignmentNotice notice) {}

    private static BufferedReader follow(HttpClient http, TestServer server, Worker worker, @Nullable String lastId)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                server.request("/v1/workers/" + worker.worker() + "/assignments", worker.apiKey());
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        var body = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(body.statusCode()).isEqualTo(200);
        return new BufferedReader(new InputStreamReader(body.body(), StandardCharsets.UTF_8));
    }

    private static String refusal(HttpClient http, TestServer server, Worker worker, String lastId)
            throws IOException, InterruptedException {
        HttpRequest request = server.request("/v1/workers/" + worker.worker() + "/assignments", worker.apiKey())
                .header("Last-Event-ID", lastId)
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private static Notice next(BufferedReader feed) throws IOException {
        String id = "";
        while (true) {
            String line = feed.readLine();
            assertThat(line).isNotNull();
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("data: ")) {
                return new Notice(id, CocoonJson.mapper().readValue(line.substring(6), AssignmentNotice.class));
            }
        }
    }

    @Test
    @Timeout(120)
    void a_worker_hears_of_its_assignments_at_once_and_resumes_where_it_was(@TempDir Path data) throws Exception {
        try (TestServer server = TestServer.start(data);
                HttpClient http = HttpClient.newHttpClient()) {
            TestNetwork network = new TestNetwork(server);
            App app = network.app(10 * network.worstCase());
            Worker worker = network.worker(4);
            RequestId before = network.submit(app, network.seal(app, worker)).request();
            try (BufferedReader feed = follow(http, server, worker, null)) {
                Notice first = next(feed);
                assertThat(first.notice().request()).isEqualTo(before);
                assertThat(first.notice().kind()).isEqualTo(Kind.ASSIGNED);
                String from = first.id();
                RequestId live = network.submit(app, network.seal(app, worker)).request();
                Notice second = next(feed);
                for (int more = 0; more < 2 && second.notice().envelope() == null; more++) {
                    // The feed was faster than the node, which puts an envelope by once it is committed: rare.
                    from = second.id();
                    live = network.submit(app, network.seal(app, worker)).request();
                    second = next(feed);
                }
                assertThat(second.notice().request()).isEqualTo(live);
                assertThat(second.notice().envelope())
                        .isEqualTo(server.get(
                                        "/v1/workers/" + worker.worker() + "/requests/" + live + "/envelope",
                                        worker.apiKey())
                                .as(SealedEnvelope.class));
                server.delete("/v1/requests/" + live, app.apiKey());
                Notice revoked = next(feed);
                assertThat(revoked.notice().kind()).isEqualTo(Kind.REVOKED);
                assertThat(revoked.notice().request()).isEqualTo(live);
                try (BufferedReader resumed = follow(http, server, worker, from)) {
                    assertThat(next(resumed).id()).isEqualTo(second.id());
                    assertThat(next(resumed)).isEqualTo(revoked);
                }
                assertThat(refusal(http, server, worker, "1000000"))
                        .as("a place that only a log that is gone can have had")
                        .contains("409", "BOOKMARK_AHEAD");
            }
        }
    }

    @Test
    @Timeout(120)
    void a_worker_that_was_away_learns_that_its_attempt_went_on_to_another(@TempDir Path data) throws Exception {
        try (TestServer server = TestServer.start(data);
                HttpClient http = HttpClient.newHttpClient()) {
            TestNetwork network = new TestNetwork(server);
            App app = network.app(10 * network.worstCase());
            Worker one = network.worker(4);
            Worker two = network.worker(4);
            RequestStatus status = network.submit(app, network.seal(app, one, two));
            Worker had = one.worker().equals(status.worker()) ? one : two;
            Notice assigned;
            try (BufferedReader feed = follow(http, server, had, null)) {
                assigned = next(feed);
            }
            String failure = "/v1/workers/" + had.worker() + "/requests/" + status.request() + "/failure";
            RequestStatus moved = server.post(failure, had.apiKey(), new ReportFailure(1, FailureCode.ENGINE_FAILED))
                    .as(RequestStatus.class);
            assertThat(moved.attempt()).isEqualTo(2);
            try (BufferedReader feed = follow(http, server, had, assigned.id())) {
                AssignmentNotice revoked = next(feed).notice();
                assertThat(revoked.kind()).isEqualTo(Kind.REVOKED);
                assertThat(revoked.request()).isEqualTo(status.request());
                assertThat(revoked.attempt()).isEqualTo(1);
            }
        }
    }

    @Test
    @Timeout(120)
    void an_event_that_nobody_can_decode_does_not_hold_up_the_feed(@TempDir Path data) throws Exception {
        try (TestServer server = TestServer.start(data);
                HttpClient http = HttpClient.newHttpClient()) {
            TestNetwork network = new TestNetwork(server);
            App app = network.app(10 * network.worstCase());
            Worker worker = network.worker(4);
            try (BufferedReader feed = follow(http, server, worker, null)) {
                server.jdbc().sql("""
                        INSERT INTO domain_event (stream, aggregate_id, sequence, event_id, name, revision, payload,
                            metadata, time, salt)
                        VALUES ('inference', repeat('0', 32), 0, 'broken', 'inference.Unheard', 1, 'broken', '{}', now(),
                            decode(repeat('00', 32), 'hex'))""").update();
                RequestId request =
                        network.submit(app, network.seal(app, worker)).request();
                assertThat(next(feed).notice().request()).isEqualTo(request);
            }
        }
    }
}
