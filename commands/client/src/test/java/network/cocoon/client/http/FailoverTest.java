package network.cocoon.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.Problem;
import network.cocoon.wire.frames.Acknowledgement;
import network.cocoon.wire.json.CocoonJson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FailoverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final RequestId REQUEST = new RequestId("0123456789abcdef0123456789abcdef");

    private Node one;
    private Node two;
    private OperatorApi operator;

    /** A node that answers everything alike and writes down what it was asked. */
    private static final class Node implements AutoCloseable {

        private final HttpServer server;
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private volatile int status = 200;
        private volatile byte[] body = {};
        private volatile boolean strays;

        Node() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::answer);
            server.start();
        }

        URI address() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        }

        void refuses(int status, String code, @Nullable String relay) {
            this.status = status;
            this.body = CocoonJson.mapper()
                    .writeValueAsBytes(new Problem("about:blank", code, status, null, code, Actor.NETWORK, relay));
        }

        /** From now on what comes with the word that the relay is unreachable. */
        void takesStrays() {
            strays = true;
        }

        void says(String text) {
            status = 200;
            body = text.getBytes(StandardCharsets.UTF_8);
        }

        private void answer(HttpExchange exchange) throws IOException {
            try (exchange) {
                boolean stray = exchange.getRequestHeaders().containsKey(Acknowledgement.RELAY_UNREACHABLE);
                asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI()
                        + (stray ? ", its relay unreachable" : ""));
                if (stray && strays) {
                    exchange.sendResponseHeaders(204, -1);
                    return;
                }
                exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @BeforeEach
    void start() throws IOException {
        one = new Node();
        two = new Node();
        operator = OperatorApi.at(List.of(one.address(), two.address()), new ServerTrust.JdkRoots());
    }

    @AfterEach
    void stop() {
        operator.close();
        one.close();
        two.close();
    }

    private AppCalls app() {
        return operator.app(new AccountId("app_0123456789abcdef0123456789abcdef"), "ckp_key");
    }

    @Test
    void the_next_node_is_asked_where_one_is_gone_and_stays_the_first() throws IOException {
        two.says("manifest");
        one.close();
        assertThat(operator.releaseManifest()).asString().isEqualTo("manifest");
        assertThat(operator.releaseManifest()).asString().isEqualTo("manifest");
        assertThat(two.asked).hasSize(2);
    }

    @Test
    void a_node_that_is_about_to_stop_did_nothing_so_anything_may_go_elsewhere() throws IOException {
        one.refuses(503, "DRAINING", null);
        two.says("{\"apiKey\":\"ckp_new\"}");
        assertThat(app().newApiKey().apiKey()).isEqualTo("ckp_new");
        assertThat(one.asked).hasSize(1);
    }

    @Test
    void what_may_have_been_done_is_not_done_again() {
        one.refuses(503, "UNAVAILABLE", null);
        assertThatThrownBy(() -> app().newApiKey()).isInstanceOf(OperatorProblem.class);
        assertThat(two.asked).isEmpty();
    }

    @Test
    void a_refusal_is_an_answer() {
        one.refuses(402, "NO_CREDIT", null);
        assertThatThrownBy(() -> operator.releaseManifest())
                .isInstanceOf(OperatorProblem.class)
                .hasMessageContaining("NO_CREDIT");
        assertThat(two.asked).isEmpty();
    }

    @Test
    void calls_about_an_answer_follow_it_once_and_then_go_there_at_once() throws IOException {
        try (Node three = new Node()) {
            one.refuses(421, "WRONG_NODE", three.address().toString());
            three.says("frames");
            assertThat(app().response(REQUEST, PATIENCE).readAllBytes())
                    .asString()
                    .isEqualTo("frames");
            app().response(REQUEST, PATIENCE).close();
            assertThat(one.asked).hasSize(1);
            assertThat(three.asked).hasSize(2);

            three.refuses(421, "WRONG_NODE", one.address().toString());
            assertThatThrownBy(() -> app().response(REQUEST, PATIENCE)).isInstanceOf(OperatorProblem.class);
            assertThat(one.asked).hasSize(2);
        }
    }

    @Test
    void an_acknowledgement_whose_node_is_gone_is_given_to_another_that_still_believes_in_it() throws IOException {
        Node three = new Node();
        three.says("frames");
        one.refuses(421, "WRONG_NODE", three.address().toString());
        app().response(REQUEST, PATIENCE).close();
        two.refuses(421, "WRONG_NODE", three.address().toString());
        three.close();
        one.takesStrays();
        two.takesStrays();
        app().acknowledge(
                        REQUEST,
                        new Acknowledgement(Bytes.of(new byte[100]), Bytes.of(new byte[64]), Bytes.of(new byte[64])));
        assertThat(Stream.concat(one.asked.stream(), two.asked.stream()))
                .containsOnlyOnce("POST /v1/requests/" + REQUEST + "/acknowledgements, its relay unreachable");
    }

    @Test
    void a_key_never_follows_to_plain_http_elsewhere_or_to_another_scheme() {
        for (String relay :
                List.of("http://192.0.2.1", "https://127.0.0.1:1", "file:///etc/passwd", "x", "http://u@127.0.0.1")) {
            one.refuses(421, "WRONG_NODE", relay);
            assertThatThrownBy(() -> app().response(REQUEST, PATIENCE))
                    .as(relay)
                    .isInstanceOf(OperatorProblem.class)
                    .hasMessageContaining("WRONG_NODE");
        }
        assertThat(two.asked).isEmpty();
    }

    @Test
    void nodes_that_are_named_are_asked_when_those_given_are_gone() throws IOException {
        try (Node three = new Node()) {
            one.says("""
                    {"networkId":"local-1","logKey":"AAAA","time":"2026-01-01T00:00:00Z","version":"1",
                     "nodes":["http://192.0.2.1","%s"]}""".formatted(three.address()));
            operator.network();
            three.says("manifest");
            one.close();
            two.close();
            assertThat(operator.releaseManifest()).asString().isEqualTo("manifest");
        }
    }

    @Test
    void addresses_are_of_one_scheme() {
        assertThat(OperatorApi.addresses("https://a, https://b")).hasSize(2);
        for (String wrong : List.of("", "https://a,", "https://a,http://127.0.0.1", "http://a")) {
            assertThatThrownBy(() -> OperatorApi.at(OperatorApi.addresses(wrong), new ServerTrust.JdkRoots()))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
