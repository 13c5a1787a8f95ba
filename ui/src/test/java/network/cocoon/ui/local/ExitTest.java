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
import java.nio.charset.StandardCharsets;
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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.api.ExitApi.Claim;
import network.cocoon.wire.api.ExitApi.ExitStatus;
import network.cocoon.wire.api.ExitApi.ProviderExit;
import network.cocoon.wire.api.ExitApi.StandingRoot;
import network.cocoon.wire.api.ProviderApi.ProviderBalance;
import network.cocoon.wire.json.CocoonJson;
import network.cocoon.wire.ton.TonAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A GPU owner is paid by the real exit contract while the operator is dead, with nothing but an export of the log. */
class ExitTest {

    @TempDir
    static Path data;

    private static LocalNetwork network;

    @BeforeAll
    static void start_everything() throws IOException {
        LocalOptions options = new LocalOptions();
        options.use(Ports.free());
        options.engine = "echo";
        options.price = Nanoton.of(100_000);
        // Nobody is paid by a batch.
        options.operator.put("cocoon.ton.payout-threshold", "1000000000000");
        // The chain's clock is set forward here: an anchor of then would say that the events behind it are too old.
        options.operator.put("cocoon.log.checkpoint-every", "1d");
        network = LocalNetwork.start(Folders.ofCheckout().withData(data), options, System.out);
    }

    @AfterAll
    static void stop_everything() {
        network.close();
    }

    @Test
    void who_is_owed_is_paid_without_the_operator_and_once() throws Exception {
        ask();
        long reward = earnedEarlier();
        LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(2);
        assertThat(call("POST", "/v1/operator/periods/" + day + "/close", operatorToken())
                        .statusCode())
                .isEqualTo(204);
        String[] account = Files.readString(network.folders().provider().resolve("account"))
                .strip()
                .split("\n", -1);
        String provider = "/v1/providers/" + account[0];
        ProviderExit told = eventually("a root that lists the owner stands", () -> {
            HttpResponse<String> answer = call("GET", provider + "/exit", account[1]);
            ProviderExit exit = answer.statusCode() == 200 ? read(answer, ProviderExit.class) : null;
            return exit != null && exit.claim() != null ? exit : null;
        });
        assertThat(Objects.requireNonNull(told.claim()).amount().value()).isEqualTo(reward);

        Path export = data.resolve("log.export");
        AuditRun exported = AuditRun.run(
                network.folders(),
                List.of(
                        "export",
                        "--jdbc",
                        network.databaseUrl(),
                        "--user",
                        "cocoon",
                        "--password-file",
                        network.folders().databasePassword().toString(),
                        "--to",
                        export.toString()));
        assertThat(exported.exitCode()).as(exported.output()).isZero();
        network.stopOperator();

        AuditRun audit = AuditRun.run(
                network.folders(), List.of("exit", "--from", export.toString(), "--provider", account[0], "--json"));
        // The auditor finds that the day was moved, says so, and gives the claim all the same.
        assertThat(audit.exitCode()).as(audit.output()).isOne();
        assertThat(audit.output()).contains("DISCREPANCY", "rule settlement");
        String json = audit.output()
                .lines()
                .filter(line -> line.startsWith("{"))
                .findFirst()
                .orElseThrow();
        ProviderExit alone = CocoonJson.mapper().readValue(json.getBytes(StandardCharsets.UTF_8), ProviderExit.class);
        assertThat(alone).isEqualTo(told);
        Claim claim = Objects.requireNonNull(alone.claim());

        DevWallet anybody = new DevWallet(data.resolve("anybody.key"));
        anybody.takeCoins(network.chain());
        TonAddress home = ownersWallet();
        assertThat(claim.address()).isEqualTo(home.raw());
        anybody.open(claim.link(), network.chain());
        assertThat(network.chain().balance(home)).as("the exit is closed").isZero();
        network.chain().advance(LocalExit.DELAY.plus(Duration.ofMinutes(3)));
        anybody.open(claim.link(), network.chain());
        long paid = network.chain().balance(home);
        assertThat(paid).isBetween(reward, reward + claim.value().value());

        network.restartOperator();
        ProviderBalance balance = eventually("the claim is in the book", () -> {
            ProviderBalance now = read(call("GET", provider + "/balance", account[1]), ProviderBalance.class);
            return now.carried().isZero() ? now : null;
        });
        assertThat(balance.paid().value()).isEqualTo(reward);
        anybody.open(claim.link(), network.chain());
        assertThat(network.chain().balance(home)).as("a claim is paid once").isEqualTo(paid);
        StandingRoot root =
                Objects.requireNonNull(read(call("GET", "/v1/operator/chain/exit", operatorToken()), ExitStatus.class)
                        .stands());
        assertThat(root.open()).isTrue();
        assertThat(root.unclaimed()).isEqualTo(Nanoton.ZERO);
    }

    private static void ask() {
        OpenAIClient openAi = OpenAIOkHttpClient.builder()
                .baseUrl(network.openAiUri().toString())
                .apiKey(network.openAiKey())
                .maxRetries(0)
                .build();
        openAi.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model("echo")
                        .addUserMessage("one two three four five six seven eight nine ten eleven twelve thirteen")
                        .maxCompletionTokens(64)
                        .build());
        openAi.close();
    }

    /** A day cannot be waited for: what was earned was earned two days ago. */
    private static long earnedEarlier() throws SQLException, IOException {
        String password = Files.readString(network.folders().databasePassword()).strip();
        try (Connection connection = DriverManager.getConnection(network.databaseUrl(), "cocoon", password);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE accrual SET at = at - interval '2 days'");
            try (var sum = statement.executeQuery("SELECT sum(reward)::bigint FROM accrual")) {
                sum.next();
                return sum.getLong(1);
            }
        }
    }

    private static TonAddress ownersWallet() throws IOException {
        var key = SecretFile.signingKey(network.folders().provider().resolve("wallet.key"));
        return TonAddress.parse("0:" + Digest.sha256(key.publicKey().toArray()).hex());
    }

    private static String operatorToken() throws IOException {
        return Files.readString(network.folders().operator().resolve("operator.token"))
                .strip();
    }

    private static <T> T read(HttpResponse<String> answer, Class<T> type) {
        return CocoonJson.mapper().readValue(answer.body().getBytes(StandardCharsets.UTF_8), type);
    }

    private static HttpResponse<String> call(String method, String path, String bearer)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(network.operatorUri() + path))
                .header("Authorization", "Bearer " + bearer)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
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
