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
import java.util.concurrent.atomic.AtomicInteger;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.workers.gpu.engine.Standing;
import network.cocoon.workers.gpu.operator.HttpOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against an operator that hears. */
class EngineWatchTest {

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger answer = new AtomicInteger(204);
    private final AtomicInteger left = new AtomicInteger();
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
            heard.add(path.substring(path.lastIndexOf('/') + 1));
            exchange.sendResponseHeaders(answer.get(), -1);
            exchange.close();
        });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        watch = new EngineWatch(
                () -> standing,
                HttpOperator.of(List.of(address), null, new WorkerId("gpu_" + "1".repeat(32)), "key"),
                left::incrementAndGet,
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        server.stop(0);
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
    void a_broken_engine_ends_the_worker() {
        standing = Standing.BROKEN;
        assertThat(watch.look()).isFalse();
        assertThat(left).hasValue(1);
        assertThat(heard).isEmpty();
    }
}
