package network.cocoon.commands.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.TestServer.Answer;
import network.cocoon.domain.kernel.Actor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgeTest {

    private TestServer server;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        server = TestServer.start(data, "cocoon.http.max-body=64KB");
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    private void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.problem().code()).isEqualTo(code);
        assertThat(answer.problem().status()).isEqualTo(status);
        assertThat(answer.problem().type()).isEqualTo("urn:cocoon:problem:" + code);
    }

    @Test
    void malformed_bodies_are_refused_and_change_nothing() {
        List<String> log = server.log();
        String good = "{\"name\":\"n\",\"ownerKey\":\"AAAA\",\"modelFamilies\":[\"Cocoon\"],\"requestsPerDay\":1,"
                + "\"tokensPerRequest\":1,\"proof\":\"AAAA\"";
        String json = "application/json";
        refused(server.raw("/v1/apps", null, json, "{"), 400, "MALFORMED");
        refused(server.raw("/v1/apps", null, json, ""), 400, "MALFORMED");
        refused(server.raw("/v1/apps", null, json, "[]"), 400, "MALFORMED");
        refused(server.raw("/v1/apps", null, json, good + ",\"more\":1}"), 400, "MALFORMED");
        refused(server.raw("/v1/apps", null, json, good + ",\"name\":\"twice\"}"), 400, "MALFORMED");
        refused(server.raw("/v1/apps", null, json, good + "} {}"), 400, "MALFORMED");
        refused(server.raw("/v1/apps", null, json, good.replace("\"n\"", "null") + "}"), 400, "MALFORMED");
        refused(server.raw("/v1/apps", null, json, good.replace("\"AAAA\"", "\"A*\"") + "}"), 400, "MALFORMED");
        refused(server.raw("/v1/apps", null, "text/plain", good + "}"), 415, "UNSUPPORTED_MEDIA_TYPE");
        refused(server.raw("/v1/apps", null, json, good + "}"), 422, "INVALID_PROOF");
        assertThat(server.log()).isEqualTo(log);
    }

    @Test
    void a_body_is_bounded_before_it_is_parsed_announced_or_not() {
        String large = "\"" + "x".repeat(70_000) + "\"";
        refused(server.raw("/v1/apps", null, "application/json", large), 413, "TOO_LARGE");
        Answer chunked = server.send(server.request("/v1/apps", null)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(large.getBytes(java.nio.charset.StandardCharsets.UTF_8)))));
        refused(chunked, 413, "TOO_LARGE");
    }

    @Test
    void paths_and_methods_are_answered_with_problems() {
        refused(server.get("/v1/nothing", null), 404, "NOT_FOUND");
        refused(server.delete("/v1/apps", null), 405, "METHOD_NOT_ALLOWED");
        refused(server.get("/v1/apps/not-an-account", null), 400, "MALFORMED");
        refused(server.get("/v1/release-manifest", null), 404, "NOT_FOUND");
        refused(server.post("/v1/operator/periods/2026-13-99/close", server.operatorToken()), 400, "MALFORMED");
    }

    @Test
    void the_operator_is_known_by_its_token_only() {
        String path = "/v1/operator/periods/2020-01-01/close";
        refused(server.post(path, null), 401, "UNAUTHENTICATED");
        refused(server.post(path, "ckp_" + "A".repeat(43)), 401, "UNAUTHENTICATED");
        Answer closed = server.post(path, server.operatorToken());
        assertThat(closed.status()).as(closed.text()).isEqualTo(204);
        assertThat(server.log()).contains("settlement.PeriodClosed");
        Answer tooEarly = server.post("/v1/operator/periods/2999-01-01/close", server.operatorToken());
        refused(tooEarly, 409, "PERIOD_NOT_OVER");
        assertThat(tooEarly.problem().mustAct()).isEqualTo(Actor.OPERATOR);
    }

    @Test
    void plain_http_stays_on_the_loopback_address() throws Exception {
        BindingGuard.requireLoopback(null);
        BindingGuard.requireLoopback(InetAddress.getLoopbackAddress());
        assertThatThrownBy(() -> BindingGuard.requireLoopback(InetAddress.getByAddress(new byte[4])))
                .hasMessageContaining("cocoon.tls.certificate");
    }
}
