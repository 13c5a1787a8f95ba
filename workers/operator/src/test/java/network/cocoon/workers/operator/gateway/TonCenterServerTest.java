package network.cocoon.workers.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.SendAnswer;
import network.cocoon.workers.operator.port.StackValue;
import network.cocoon.workers.operator.port.TonFailure;
import network.cocoon.workers.operator.port.TonFailure.Code;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server may answer: everything that it should not ends in a {@link TonFailure} with a code, and soon. */
class TonCenterServerTest {

    private static final TonAddress ACCOUNT = new TonAddress((byte) 0, Digest.sha256());
    private static final int BOUND = 64 * 1024;

    private static final String INFORMATION = """
            {"ok":true,"result":{"@type":"raw.fullAccountState","balance":"1500","extra_currencies":[],"code":"","data":"",
            "last_transaction_id":{"@type":"internal.transactionId","lt":"0","hash":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="},
            "block_id":{"@type":"ton.blockIdExt","workchain":-1,"shard":"-9223372036854775808","seqno":7,"root_hash":"","file_hash":""},
            "frozen_hash":"","sync_utime":1800000000,"state":"uninitialized"}}
            """;

    private record Answer(int status, byte[] body) {}

    private volatile Answer answer = new Answer(200, new byte[0]);
    private final AtomicReference<String> asked = new AtomicReference<>("");
    private final AtomicReference<String> key = new AtomicReference<>("");
    private HttpServer http;
    private TonCenterServer server;

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            asked.set(exchange.getRequestURI().toString());
            key.set(exchange.getRequestHeaders().getFirst("X-API-Key"));
            exchange.getRequestBody().readAllBytes();
            Answer given = answer;
            if (given.status() == 302) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(given.status(), given.body().length == 0 ? -1 : given.body().length);
            try (var out = exchange.getResponseBody()) {
                out.write(given.body());
            }
        });
        http.start();
        URI url = URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/api/v2");
        server = new TonCenterServer(
                new EndpointSettings(url, Optional.of("hush"), Duration.ZERO, Duration.ofSeconds(20)), BOUND);
    }

    @AfterEach
    void stop() {
        server.close();
        http.stop(0);
    }

    @Test
    void an_account_is_read_and_the_key_is_in_no_address() {
        answers(200, INFORMATION);
        var account = server.account(ACCOUNT);
        assertThat(account.balance().value()).isEqualTo(1500);
        assertThat(account.last()).isEqualTo(Cursor.START);
        assertThat(account.seen().seqno()).isEqualTo(7);
        assertThat(key.get()).isEqualTo("hush");
        assertThat(asked.get()).doesNotContain("hush");
    }

    @Test
    void errors_have_codes() {
        answers(429, "{\"ok\":false,\"error\":\"Ratelimit exceed\",\"code\":429}");
        failsWith(Code.RATE_LIMITED, () -> server.account(ACCOUNT));
        answers(500, "{\"ok\":false,\"error\":\"LITE_SERVER_NOTREADY\",\"code\":500}");
        failsWith(Code.SERVER_FAILED, () -> server.account(ACCOUNT));
        answers(422, "{\"ok\":false,\"error\":\"Incorrect address\",\"code\":422}");
        failsWith(Code.REQUEST_REFUSED, () -> server.account(ACCOUNT));
        answers(
                500,
                "{\"ok\":false,\"error\":\"LITE_SERVER_UNKNOWN: cannot apply external message to current state : x\",\"code\":500}");
        assertThat(server.send(Cell.EMPTY)).isEqualTo(SendAnswer.NOT_ACCEPTED);
        answers(
                500,
                "{\"ok\":false,\"error\":\"LITE_SERVER_UNKNOWN: cannot compute block with specified transaction\",\"code\":500}");
        assertThat(server.transactions(ACCOUNT, Cursor.START, 1)).isEmpty();
        answers(302, "");
        assertThatThrownBy(() -> server.account(ACCOUNT)).isInstanceOf(TonFailure.class);
        assertThat(asked.get()).as("a redirect is not followed").startsWith("/api/v2");
        http.stop(0);
        failsWith(Code.UNREACHABLE, () -> server.account(ACCOUNT));
    }

    @Test
    void an_answer_is_read_up_to_its_bound() {
        answers(200, INFORMATION + " ".repeat(BOUND));
        failsWith(Code.ANSWER_TOO_LARGE, () -> server.account(ACCOUNT));
        answers(200, "[".repeat(BOUND - 1));
        failsWith(Code.ANSWER_UNREADABLE, () -> server.get(ACCOUNT, "seqno", List.of()));
        answers(
                200,
                "{\"ok\":true,\"result\":{\"exit_code\":0,\"stack\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}}");
        failsWith(Code.ANSWER_UNREADABLE, () -> server.get(ACCOUNT, "seqno", List.of()));
    }

    @Test
    void results_of_methods_are_read() {
        String cell = Base64.getEncoder().encodeToString(Cell.EMPTY.toBoc());
        answers(
                200,
                "{\"ok\":true,\"result\":{\"exit_code\":0,\"gas_used\":5,\"stack\":[[\"num\",\"-0x1f\"],[\"cell\",{\"bytes\":\""
                        + cell + "\"}]]}}");
        assertThat(server.get(ACCOUNT, "m", List.of(new StackValue.Int(java.math.BigInteger.TEN)))
                        .stack())
                .containsExactly(
                        new StackValue.Int(java.math.BigInteger.valueOf(-31)), new StackValue.CellValue(Cell.EMPTY));
        answers(200, "{\"ok\":true,\"result\":{\"exit_code\":0,\"stack\":[[\"num\",\"0x" + "f".repeat(5000) + "\"]]}}");
        failsWith(Code.ANSWER_UNREADABLE, () -> server.get(ACCOUNT, "m", List.of()));
    }

    /** Seeded: a whole answer with bytes changed, cut or repeated. */
    @Test
    void a_mangled_answer_is_a_coded_failure_or_a_plausible_answer() {
        Random random = new Random(20270115);
        String transactions =
                "{\"ok\":true,\"result\":[{\"utime\":1,\"data\":\"te6cckEBAQEAAgAAAEysuc0=\",\"transaction_id\":{\"lt\":\"5\",\"hash\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"},\"fee\":\"1\"}]}";
        int refused = 0;
        for (int i = 0; i < 1500; i++) {
            byte[] bytes = (i % 2 == 0 ? INFORMATION : transactions).getBytes(StandardCharsets.UTF_8);
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                int at = random.nextInt(bytes.length);
                bytes[at] = (byte) "{}[]\",:0-9eEn\\u\0\u007f".charAt(random.nextInt(17));
            }
            answer = new Answer(200, java.util.Arrays.copyOf(bytes, bytes.length - random.nextInt(3)));
            try {
                if (i % 2 == 0) {
                    server.account(ACCOUNT);
                } else {
                    List<ChainTransaction> read = server.transactions(ACCOUNT, Cursor.START, 16);
                    assertThat(read).isEmpty();
                }
            } catch (TonFailure e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    private void answers(int status, String body) {
        answer = new Answer(status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void failsWith(Code code, ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOfSatisfying(TonFailure.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }
}
