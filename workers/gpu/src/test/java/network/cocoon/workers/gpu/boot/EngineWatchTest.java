package network.cocoon.workers.gpu.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.workers.gpu.engine.Standing;
import network.cocoon.workers.gpu.operator.HttpOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against an operator that hears. */
class EngineWatchTest {

    private static final WorkerId WORKER = new WorkerId("gpu_" + "1".repeat(32));

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger answer = new AtomicInteger(204);
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicBoolean listed = new AtomicBoolean(true);
    private Standing standing = Standing.READY;

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @SuppressWarnings("NullAway.Init")
    private EngineWatch watch;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/v1/models")) {
                byte[] list = models().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, list.length);
                exchange.getResponseBody().write(list);
                exchange.close();
                return;
            }
            heard.add(path.substring(path.lastIndexOf('/') + 1));
            if (answer.get() == 204) {
                listed.set(path.endsWith("/activate"));
            }
            exchange.sendResponseHeaders(answer.get(), -1);
            exchange.close();
        });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        watch = new EngineWatch(
                () -> standing,
                HttpOperator.of(List.of(address), null, WORKER, "key"),
                WORKER,
                left::incrementAndGet,
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** This worker among others while it is given requests. */
    private String models() {
        String live = "{\"worker\":\"gpu_" + "2".repeat(32) + "\",\"coefficient\":1000,\"running\":0,\"slots\":1}";
        String mine = listed.get() ? "," + live.replace('2', '1') : "";
        return "{\"models\":[{\"model\":\"m\",\"family\":\"f\",\"modelDigest\":\"" + "ab".repeat(32)
                + "\",\"contextTokens\":1024,\"prices\":null,\"priceList\":null,\"workers\":[" + live + mine + "]}]}";
    }

    private void look(Standing next) {
        standing = next;
        assertThat(watch.look()).isTrue();
    }

    @Test
    void an_engine_that_takes_nothing_gets_nothing_until_it_is_well() {
        look(Standing.READY);
        look(Standing.PAUSED);
        look(Standing.PAUSED);
        look(Standing.READY);
        look(Standing.READY);
        assertThat(heard).containsExactly("drain", "activate");
        assertThat(left).hasValue(0);
    }

    @Test
    void what_the_operator_did_not_hear_is_said_again() {
        answer.set(500);
        look(Standing.PAUSED);
        answer.set(204);
        look(Standing.PAUSED);
        look(Standing.PAUSED);
        assertThat(heard).containsOnly("drain");
        int said = heard.size();
        look(Standing.PAUSED);
        assertThat(heard).hasSize(said);
        look(Standing.READY);
        assertThat(heard).last().isEqualTo("activate");
    }

    @Test
    void a_drain_that_the_operator_ordered_is_not_lifted() {
        listed.set(false);
        look(Standing.PAUSED);
        look(Standing.PAUSED);
        look(Standing.READY);
        look(Standing.READY);
        assertThat(heard).isEmpty();
    }

    @Test
    void what_the_operator_activates_meanwhile_is_drained_then() {
        listed.set(false);
        look(Standing.PAUSED);
        listed.set(true);
        look(Standing.PAUSED);
        look(Standing.PAUSED);
        look(Standing.READY);
        assertThat(heard).containsExactly("drain", "activate");
    }

    @Test
    void a_drain_that_is_refused_is_none_to_lift() {
        answer.set(409);
        look(Standing.PAUSED);
        listed.set(false);
        look(Standing.PAUSED);
        answer.set(204);
        look(Standing.READY);
        assertThat(heard).containsExactly("drain");
    }

    @Test
    void a_broken_engine_ends_the_worker() {
        standing = Standing.BROKEN;
        assertThat(watch.look()).isFalse();
        assertThat(left).hasValue(1);
        assertThat(heard).isEmpty();
    }
}
