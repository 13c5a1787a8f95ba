package network.cocoon.ui.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import network.cocoon.client.http.AppCalls;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.client.http.OperatorProblem;
import network.cocoon.client.http.ProviderCalls;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.wire.api.EscrowApi.EscrowStatus;
import network.cocoon.wire.api.ReconciliationApi.ReconciliationStatus;
import network.cocoon.wire.escrow.TransferLink;
import network.cocoon.wire.json.CocoonJson;
import network.cocoon.wire.ton.TonAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Money from an app's wallet to a GPU owner's, every role a process of its own, the contracts run by the real TVM. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SettlementTest {

    /** What the escrow contract pays out at least; the first voucher is for so much. */
    private static final long STEP = 50_000_000;

    @TempDir
    static Path data;

    private static LocalNetwork network;
    private static OpenAIClient openAi;
    private static OperatorApi operator;

    @BeforeAll
    static void start_everything() throws IOException {
        LocalOptions options = new LocalOptions();
        options.use(Ports.free());
        options.engine = "echo";
        options.step = STEP;
        options.price = Nanoton.of(100_000);
        options.operator.put("cocoon.ton.redeem-from", "10000000");
        options.operator.put("cocoon.ton.payout-threshold", "1000");
        // The chain's clock is set forward here: an anchor of then would say that the events behind it are too old.
        options.operator.put("cocoon.log.checkpoint-every", "1d");
        network = LocalNetwork.start(Folders.ofCheckout().withData(data), options, System.out);
        operator = OperatorApi.at(network.operatorUri());
        openAi = OpenAIOkHttpClient.builder()
                .baseUrl(network.openAiUri().toString())
                .apiKey(network.openAiKey())
                .maxRetries(0)
                .build();
    }

    @AfterAll
    static void stop_everything() {
        openAi.close();
        operator.close();
        network.close();
    }

    @Test
    @Order(1)
    void what_an_app_used_is_redeemed_from_its_escrow() throws Exception {
        AppCalls app = new AppWallet(network.folders()).calls(operator);
        Nanoton paidIn = app.escrow().held();
        TonAddress escrow = TonAddress.parse(app.escrow().address());
        assertThat(paidIn.value()).isEqualTo(network.chain().balance(escrow)).isPositive();

        while (app.status().spent().value() <= STEP) {
            ask();
        }
        EscrowStatus redeemed = eventually("the first voucher is redeemed", () -> {
            EscrowStatus status = app.escrow();
            return status.claimed().value() >= STEP ? status : null;
        });
        assertThat(redeemed.claimed()).isLessThanOrEqualTo(app.status().spent());
        agree();
        assertThat(redeemed.held().value())
                .as("the log knows the contract's balance")
                .isEqualTo(network.chain().balance(escrow));
        AuditRun audit = AuditRun.of(network.folders(), network.databaseUrl());
        assertThat(audit.exitCode()).as(audit.output()).isZero();
    }

    /** What is used and not redeemed yet is redeemed at once when the owner begins to leave; the rest is the owner's again. */
    @Test
    @Order(2)
    void an_app_that_leaves_gets_back_what_it_did_not_use() throws Exception {
        AppWallet wallet = new AppWallet(network.folders());
        AppCalls app = wallet.calls(operator);
        EscrowStatus before = app.escrow();
        ask();
        wallet.open(TransferLink.askToClose(before.opening()), network.chain());
        EscrowStatus leaving = eventually("the network redeems what was used", () -> {
            EscrowStatus status = app.escrow();
            return status.exit() != null
                            && status.claimed().compareTo(app.status().spent()) >= 0
                    ? status
                    : null;
        });
        assertThat(leaving.claimed().value() - app.status().spent().value()).isBetween(0L, STEP);

        network.chain().advance(Duration.ofMinutes(11));
        long had = network.chain().balance(wallet.address());
        wallet.open(TransferLink.finish(before.opening()), network.chain());
        eventually("the close is in the log", () -> {
            try {
                app.escrow();
                return null;
            } catch (OperatorProblem e) {
                return e.code();
            }
        });
        long back = network.chain().balance(wallet.address()) - had;
        assertThat(back)
                .as("all but the orders' gas and the contract's rent")
                .isBetween(leaving.held().value() - 50_000_000, leaving.held().value() + 50_000_000);
        AuditRun audit = AuditRun.of(network.folders(), network.databaseUrl());
        assertThat(audit.exitCode()).as(audit.output()).isZero();
    }

    @Test
    @Order(3)
    void what_was_earned_reaches_the_owner_of_the_gpu_to_the_nanoton() throws Exception {
        // A day cannot be waited for: what was earned was earned two days ago.
        long reward = earnedEarlier(2);
        LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(2);
        assertThat(post("/v1/operator/periods/" + day + "/close")).isEqualTo(204);
        assertThat(post("/v1/operator/payouts")).isEqualTo(200);
        ProviderCalls owner = owner();
        eventually("the payout is confirmed", () -> owner.balance().paid().value() == reward ? reward : null);
        assertThat(network.chain().balance(ownersWallet())).isEqualTo(reward);
        assertThat(owner.balance().carried()).isEqualTo(Nanoton.ZERO);
        agree();
    }

    /** A round that began after all that was done so far finds nothing that alarms. */
    private static void agree() throws Exception {
        Instant done = Instant.now();
        ReconciliationStatus status = eventually("a round of reconciliation", () -> {
            ReconciliationStatus now =
                    CocoonJson.mapper().readValue(get("/v1/operator/reconciliation"), ReconciliationStatus.class);
            return now.last() != null && now.last().at().isAfter(done.plusSeconds(4)) ? now : null;
        });
        assertThat(status.alarms()).isEmpty();
    }

    private static void ask() {
        openAi.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model("echo")
                        .addUserMessage("one two three four five six seven eight nine ten eleven twelve thirteen")
                        .maxCompletionTokens(64)
                        .build());
    }

    private static long earnedEarlier(int days) throws SQLException, IOException {
        String password = Files.readString(network.folders().databasePassword()).strip();
        try (Connection connection = DriverManager.getConnection(network.databaseUrl(), "cocoon", password);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE accrual SET at = at - interval '" + days + " days'");
            try (var sum = statement.executeQuery("SELECT sum(reward)::bigint FROM accrual")) {
                sum.next();
                return sum.getLong(1);
            }
        }
    }

    private static String[] account() throws IOException {
        return Files.readString(network.folders().provider().resolve("account"))
                .strip()
                .split("\n", -1);
    }

    private static ProviderCalls owner() throws IOException {
        return operator.provider(new ProviderId(account()[0]), account()[1]);
    }

    private static TonAddress ownersWallet() throws IOException {
        var key = SecretFile.signingKey(network.folders().provider().resolve("wallet.key"));
        return TonAddress.parse("0:" + Digest.sha256(key.publicKey().toArray()).hex());
    }

    private static int post(String path) throws IOException, InterruptedException {
        return ask(request(path).POST(HttpRequest.BodyPublishers.noBody())).statusCode();
    }

    private static String get(String path) throws IOException, InterruptedException {
        return ask(request(path)).body();
    }

    private static HttpRequest.Builder request(String path) throws IOException {
        String token = Files.readString(network.folders().operator().resolve("operator.token"))
                .strip();
        return HttpRequest.newBuilder(URI.create(network.operatorUri() + path))
                .header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static <T> T eventually(String what, Callable<T> look) throws Exception {
        Instant limit = Instant.now().plus(Duration.ofSeconds(60));
        for (T seen = look.call(); ; seen = look.call()) {
            if (seen != null) {
                return seen;
            }
            assertThat(Instant.now()).as(what).isBefore(limit);
            Thread.sleep(200);
        }
    }
}
