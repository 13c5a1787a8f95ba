package network.cocoon.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over sockets, against a node that answers what a test has written down, byte for byte. */
class TransportTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    private static final String PROBLEM = """
            {"type":"about:blank","title":"Late","status":409,"code":"WRONG_ATTEMPT","mustAct":"PROVIDER"}""";
    private static final String REFUSED = "HTTP/1.1 409 \r\nContent-Type: application/problem+json\r\nContent-Length: "
            + PROBLEM.length() + "\r\n\r\n" + PROBLEM;

    private final List<Socket> accepted = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private ServerSocket server;
    private Transport transport;

    /** What a connection does with the socket, the n-th one counted from 0. */
    private interface Node {
        void serve(int connection, BufferedReader in, OutputStream out, Socket socket) throws Exception;
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        transport = new Transport(
                List.of(URI.create("http://127.0.0.1:" + server.getLocalPort())), new ServerTrust.JdkRoots());
    }

    @AfterEach
    void stop() throws IOException {
        transport.close();
        server.close();
    }

    private void answering(Node node) {
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    int number = accepted.size();
                    accepted.add(socket);
                    Thread.ofVirtual().start(() -> serve(node, number, socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private static void serve(Node node, int number, Socket socket) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            node.serve(number, in, socket.getOutputStream(), socket);
        } catch (Exception e) {
            // The test sees what came of it at its own end.
            Thread.currentThread().interrupt();
        }
    }

    /** Reads a request's head; nothing at the end of the line. */
    private boolean head(BufferedReader in) throws IOException {
        String first = in.readLine();
        if (first == null) {
            return false;
        }
        asked.add(first);
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            asked.add(line);
        }
        return true;
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Test
    void keeps_a_connection_for_the_next_call() throws IOException {
        answering((_, in, out, _) -> {
            while (head(in)) {
                say(out, OK);
            }
        });
        for (int i = 0; i < 5; i++) {
            assertThat(transport.octets(Call.get("/v1/network").as("key"))).hasSize(2);
        }
        assertThat(accepted).hasSize(1);
        assertThat(asked).contains("GET /v1/network HTTP/1.1", "Authorization: Bearer key");
    }

    @Test
    void a_connection_that_the_node_let_go_costs_no_call_that_may_be_repeated() throws IOException {
        answering((_, in, out, _) -> {
            head(in);
            say(out, OK);
        });
        for (int i = 0; i < 5; i++) {
            assertThat(transport.octets(Call.post("/v1/x").repeatedly())).hasSize(2);
        }
        assertThat(accepted).hasSize(5);
    }

    @Test
    void a_call_that_may_not_be_repeated_goes_out_once() {
        answering((_, in, _, _) -> head(in));
        assertThatThrownBy(() -> transport.octets(Call.post("/v1/x"))).isInstanceOf(IOException.class);
        assertThat(asked).filteredOn(line -> line.startsWith("POST")).hasSize(1);
    }

    @Test
    void says_that_a_node_was_not_reached() throws IOException {
        server.close();
        assertThatThrownBy(() -> transport.octets(Call.post("/v1/x"))).isInstanceOf(ConnectException.class);
    }

    @Test
    void an_answer_that_breaks_off_is_no_end() throws IOException {
        answering((_, in, out, _) -> {
            head(in);
            say(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
        });
        try (InputStream body = transport.stream(Call.get("/v1/x"), Duration.ofSeconds(5))) {
            assertThat(body.readNBytes(3)).hasSize(3);
            assertThatThrownBy(body::read).isInstanceOf(IOException.class);
        }
    }

    @Test
    void closing_from_elsewhere_wakes_who_reads_and_breaks_the_line() throws Exception {
        var gone = new CountDownLatch(1);
        answering((_, in, out, socket) -> {
            head(in);
            say(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
            try {
                if (socket.getInputStream().read() < 0) {
                    gone.countDown();
                }
            } catch (IOException e) {
                gone.countDown();
            }
        });
        InputStream body = transport.stream(Call.get("/v1/x"), Duration.ofSeconds(5));
        body.readNBytes(3);
        var reading =
                CompletableFuture.runAsync(() -> assertThatThrownBy(body::read).isInstanceOf(IOException.class));
        Thread.sleep(50);

        body.close();

        reading.get(10, TimeUnit.SECONDS);
        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_refusal_before_an_uploads_end_is_told_at_the_next_message() throws Exception {
        var gone = new CountDownLatch(1);
        answering((_, in, out, socket) -> {
            head(in);
            say(out, REFUSED);
            try {
                socket.getInputStream().readAllBytes();
            } finally {
                gone.countDown();
            }
        });
        var over = new CountDownLatch(1);
        try (var upload =
                new FrameUpload(transport, Call.post("/v1/frames").sending("application/vnd.cocoon.frames"))) {
            upload.whenOver(over::countDown);
            assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> upload.write(new byte[] {1}))
                    .isInstanceOfSatisfying(
                            OperatorProblem.class, e -> assertThat(e.code()).isEqualTo("WRONG_ATTEMPT"));
        }
        assertThat(gone.await(10, TimeUnit.SECONDS)).as("its line is broken").isTrue();
    }

    @Test
    void an_upload_that_is_through_leaves_its_connection_for_the_next_call() throws IOException {
        answering((_, in, out, _) -> {
            while (head(in)) {
                String chunk = in.readLine();
                while (chunk != null && !chunk.equals("0")) {
                    in.readLine();
                    chunk = in.readLine();
                }
                in.readLine();
                say(out, "HTTP/1.1 204 \r\n\r\n");
            }
        });
        // Often enough that an answer comes before its sender is through.
        for (int i = 0; i < 2_000; i++) {
            try (var upload = new FrameUpload(transport, Call.post("/v1/frames"))) {
                upload.write(new byte[] {'a'});
                upload.finish();
            }
        }
        assertThat(accepted).hasSize(1);
    }

    @Test
    void a_head_without_end_is_refused() {
        answering((_, in, out, _) -> {
            head(in);
            say(out, "HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < 200; i++) {
                say(out, "X-" + i + ": " + "y".repeat(1_000) + "\r\n");
            }
        });
        assertThatThrownBy(() -> transport.octets(Call.post("/v1/x"))).isInstanceOf(IOException.class);
    }
}
