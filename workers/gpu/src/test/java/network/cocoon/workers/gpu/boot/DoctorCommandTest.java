package network.cocoon.workers.gpu.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.wire.api.NetworkApi.ModelEntry;
import network.cocoon.wire.api.NetworkApi.ModelList;
import network.cocoon.wire.api.NetworkApi.NetworkInfo;
import network.cocoon.wire.api.ProviderApi.NextAddress;
import network.cocoon.wire.api.ProviderApi.PayoutAddress;
import network.cocoon.wire.api.WorkerApi.WorkerPayout;
import network.cocoon.wire.json.CocoonJson;
import network.cocoon.wire.ton.TonAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As an owner would run it, against an operator that answers a few calls. */
class DoctorCommandTest {

    private static final Path MODEL = Path.of("src/main/models/cocoon-tiny");

    private static final TonAddress WALLET = TonAddress.parse("0:" + "a".repeat(64));
    private static final TonAddress OTHER = TonAddress.parse("0:" + "b".repeat(64));

    @TempDir
    private Path folder;

    private HttpServer server;
    private Duration off = Duration.ZERO;
    private Digest listed;
    private WorkerPayout payout = paid(null);

    @BeforeEach
    void an_operator() throws Exception {
        listed = new Digest(
                Files.readString(MODEL.resolveSibling("cocoon-tiny.digest")).strip());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            Object answer;
            if (path.endsWith("/models")) {
                answer = new ModelList(List.of(
                        new ModelEntry(new ModelId("cocoon-tiny"), "Cocoon", listed, 1024, null, null, List.of())));
            } else if (path.endsWith("/payout-address")) {
                answer = payout;
            } else {
                answer = new NetworkInfo(
                        "local-1", Bytes.of(new byte[32]), Instant.now().plus(off), "1", List.of());
            }
            byte[] body = CocoonJson.mapper().writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void tells_of_everything_that_is_wrong_and_what_to_do() {
        off = Duration.ofMinutes(-3);
        String said = doctor(
                1,
                "--tee",
                "simulated:http://127.0.0.1:1",
                "--gpu-type",
                "NVIDIA H100",
                "--gpu-memory-mib",
                "81559",
                "--wallet",
                "EQD-not-an-address",
                "--chain-servers",
                "http://127.0.0.1:1/api/v2",
                "--kv-memory",
                "1MiB",
                "--slots",
                "200",
                "--model",
                MODEL.toString());
        assertThat(said)
                .contains("BAD  tee        NO_QUOTE")
                .contains("BAD  gpu        ")
                .contains("BAD  evidence   NO_GPU_EVIDENCE")
                .contains("ok   network    network local-1")
                .contains("BAD  clock      CLOCK_WRONG: this machine's clock is 1")
                .contains("BAD  enrolment  NOT_ENROLLED")
                .contains("BAD  wallet     WALLET_INVALID: --wallet is no address")
                .contains("BAD  chain      CHAIN_UNREACHABLE")
                .contains("BAD  model      KV_MEMORY_TOO_SMALL")
                .contains("Lower --slots or --context, or raise --kv-memory.")
                .contains("BAD  listing    NO_MODEL")
                .contains("9 of 10 looks found something wrong.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void tells_what_is_right() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "enrol_1\n");
        String said = doctor(1, "--enrolment-token-file", token.toString(), "--model", MODEL.toString());
        // A machine with a graphics card of NVIDIA has evidence to show, and here nobody to ask for it.
        assertThat(said.lines().filter(line -> line.startsWith("BAD") && !line.startsWith("BAD  evidence")))
                .allMatch(line -> line.startsWith("BAD  tee "))
                .hasSize(1);
        assertThat(said).contains("ok   listing    cocoon-tiny is " + listed);
    }

    @Test
    void an_option_that_cannot_be_is_said_to_be_so() {
        assertThat(doctor(1, "--tee", "sgx", "--registry", WALLET.raw(), "--model", MODEL.toString()))
                .contains("BAD  tee        OPTION_INVALID: --tee is tdx or simulated:URL. Correct it")
                .contains("BAD  chain      OPTION_INVALID: --registry needs --chain-servers")
                .doesNotContain("foresaw");
        assertThat(doctor(1, "--tee", "simulated:not a url", "--model", MODEL.toString()))
                .contains("BAD  tee        OPTION_INVALID")
                .contains("BAD  evidence   OPTION_INVALID")
                .doesNotContain("foresaw");
    }

    private WorkerPayout paid(@Nullable NextAddress next) {
        return new WorkerPayout(
                -239,
                new PayoutAddress(
                        new ProviderId("own_" + "1".repeat(32)), WALLET.raw(), WALLET.friendly(false, false), next));
    }

    private void enrolled() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("identity"), "gpu_" + "1".repeat(32) + "\nckw_secret\n");
    }

    private String wallet(String... more) {
        return doctor(1, more)
                .lines()
                .filter(line -> line.contains(" wallet "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tells_which_wallet_is_paid_and_whether_it_is_the_owners() throws Exception {
        enrolled();
        String shown = WALLET.friendly(true, false);
        assertThat(wallet()).startsWith("ok").contains(WALLET.friendly(false, false) + " on TON mainnet");
        assertThat(wallet("--wallet", shown)).startsWith("ok");
        assertThat(wallet("--wallet", OTHER.raw())).contains("BAD", "WALLET_DIFFERS", "do not run this worker");
        assertThat(wallet("--wallet", WALLET.friendly(true, true))).contains("BAD", "WALLET_OF_TESTNET");
        assertThat(wallet("--wallet", shown.substring(0, 47) + "!")).contains("BAD", "WALLET_INVALID");
        payout =
                paid(new NextAddress(OTHER.raw(), OTHER.friendly(false, false), Instant.parse("2026-12-01T00:00:00Z")));
        assertThat(wallet("--wallet", OTHER.raw())).startsWith("ok").contains("from 2026-12-01T00:00:00Z on");
        payout = new WorkerPayout(null, payout.paid());
        assertThat(wallet("--wallet", shown)).contains("no chain");
        server.stop(0);
        assertThat(wallet()).contains("BAD", "OPERATOR_UNREACHABLE");
    }

    @Test
    void a_model_that_is_broken_and_an_operator_that_is_away_hide_nothing() throws Exception {
        server.stop(0);
        Files.writeString(folder.resolve("config.json"), "{}");
        String said = doctor(1, "--model", folder.toString());
        assertThat(said)
                .contains("BAD  network    OPERATOR_UNREACHABLE")
                .contains("BAD  clock      OPERATOR_UNREACHABLE")
                .contains("BAD  model      ARCHITECTURE_UNSUPPORTED: ")
                .doesNotContain("ARCHITECTURE_UNSUPPORTED: ARCHITECTURE_UNSUPPORTED")
                .contains("BAD  listing    NO_MODEL");
    }

    private String doctor(int status, String... more) {
        String operator = "http://127.0.0.1:" + server.getAddress().getPort();
        String[] args = Stream.concat(
                        Stream.of(
                                "doctor",
                                "--operator",
                                operator,
                                "--data",
                                folder.resolve("data").toString()),
                        Arrays.stream(more))
                .toArray(String[]::new);
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            assertThat(WorkerCommands.execute(args)).isEqualTo(status);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
