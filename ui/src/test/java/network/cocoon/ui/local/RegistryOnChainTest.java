package network.cocoon.ui.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.client.http.OperatorCalls;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.wire.api.JournalApi.Entry;
import network.cocoon.wire.api.JournalApi.Journal;
import network.cocoon.wire.api.LogApi.AnchoredCheckpoint;
import network.cocoon.wire.api.LogApi.LogStatus;
import network.cocoon.wire.api.OperatorApi.AllowMeasurement;
import network.cocoon.wire.api.OperatorApi.Because;
import network.cocoon.wire.api.OperatorApi.SetPrice;
import network.cocoon.wire.json.CocoonJson;
import network.cocoon.wire.registry.RegistryChange;
import network.cocoon.wire.registry.RegistryChange.Kind;
import network.cocoon.wire.registry.RegistryItems;
import network.cocoon.wire.registry.RegistryList;
import network.cocoon.wire.registry.RegistryStorage;
import network.cocoon.workers.operator.gateway.ConfirmationPolicy;
import network.cocoon.workers.operator.gateway.EndpointSettings;
import network.cocoon.workers.operator.gateway.NetworkGateway;
import network.cocoon.workers.operator.gateway.Pacing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is listed at the operator comes to stand on chain, where the real TVM keeps the journal's hash. */
class RegistryOnChainTest {

    private static final ModelId MODEL = new ModelId("echo");

    @TempDir
    static Path data;

    private static LocalNetwork network;

    @BeforeAll
    static void start_everything() throws IOException {
        LocalOptions options = new LocalOptions();
        options.use(Ports.free());
        options.engine = "echo";
        network = LocalNetwork.start(Folders.ofCheckout().withData(data), options, System.out);
    }

    @AfterAll
    static void stop_everything() {
        network.close();
    }

    @Test
    void what_is_listed_stands_on_chain_and_in_the_journal() throws Exception {
        List<Entry> first = journal().entries();
        assertThat(first)
                .extracting(Entry::list)
                .containsExactlyInAnyOrder(RegistryList.MEASUREMENTS, RegistryList.MODELS, RegistryList.PRICES);
        assertThat(hash(first, onChain().delay()))
                .as("the chain's own hash")
                .isEqualTo(onChain().journal());

        Digest another = Digest.sha256(new byte[] {1});
        try (OperatorApi operator = OperatorApi.at(network.operatorUri())) {
            OperatorCalls calls = operator.operator(token());
            calls.setPrice(new SetPrice(MODEL, Nanoton.of(21), Multipliers.EVEN, 5));
            calls.allowMeasurement(new AllowMeasurement(another, "to be revoked"));
        }
        awaitEntries(5);
        post("/v1/operator/measurements/" + another.hex() + "/revoke", new Because("a hole"));
        awaitEntries(6);
        AnchoredCheckpoint anchored = awaitAnchor();
        forgetHowFar();
        awaitAgreement();
        RegistryStorage anchor = onChain();
        assertThat(anchor.size()).isGreaterThanOrEqualTo(anchored.size());
        assertThat(anchor.size() > anchored.size() || anchor.root().equals(anchored.root()))
                .as("the chain has the root that the log says")
                .isTrue();

        List<Entry> all = journal().entries();
        PriceList dearer = new PriceList(MODEL, 2, Nanoton.of(21), Multipliers.EVEN, 5);
        assertThat(all.subList(0, 3)).isEqualTo(first);
        assertThat(all).as("none twice").hasSize(6).doesNotHaveDuplicates();
        assertThat(all.subList(3, 5))
                .extracting(Entry::item)
                .containsExactlyInAnyOrder(RegistryItems.prices(dearer), another);
        assertThat(all.getLast().kind()).isEqualTo(Kind.REVOKE);
        assertThat(all.getLast().item()).isEqualTo(another);
        assertThat(hash(all, onChain().delay())).isEqualTo(onChain().journal());
        AuditRun audit = AuditRun.of(network.folders(), network.databaseUrl());
        assertThat(audit.exitCode()).as(audit.output()).isZero();
    }

    private static Digest hash(List<Entry> entries, Duration delay) {
        Digest hash = RegistryStorage.NOTHING;
        for (Entry entry : entries) {
            RegistryChange change = new RegistryChange(entry.kind(), entry.list(), entry.item());
            hash = change.link(hash, change.at(entry.from(), delay));
        }
        return hash;
    }

    private static RegistryStorage onChain() {
        try (NetworkGateway gateway = NetworkGateway.open(
                List.of(EndpointSettings.of(ChainProcess.api(network.chain().port()), Optional.empty(), Duration.ZERO)),
                ConfirmationPolicy.AT_ONCE,
                Pacing.of(new SecureRandom()))) {
            return RegistryStorage.of(
                    gateway.account(network.registry().orElseThrow()).data().orElseThrow());
        }
    }

    private static void awaitEntries(int count) throws Exception {
        Instant limit = Instant.now().plus(Duration.ofSeconds(60));
        while (journal().entries().size() < count) {
            assertThat(Instant.now()).as(count + " entries").isBefore(limit);
            Thread.sleep(200);
        }
    }

    /** As if the table were lost: the history is read again, and everything reported again. */
    private static void forgetHowFar() throws SQLException, IOException {
        String password = Files.readString(network.folders().databasePassword()).strip();
        try (Connection connection = DriverManager.getConnection(network.databaseUrl(), "cocoon", password);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("DELETE FROM registry_place")).isOne();
        }
    }

    private static void awaitAgreement() throws Exception {
        Instant limit = Instant.now().plus(Duration.ofSeconds(60));
        RegistryOwner owner = new RegistryOwner(network.folders());
        while (!owner.status(network.operatorUri())
                .orElseThrow()
                .counted()
                .journal()
                .equals(onChain().journal())) {
            assertThat(Instant.now()).isBefore(limit);
            Thread.sleep(200);
        }
    }

    /** The first that the log says is on chain; its checkpoint is sealed ten seconds after the first event. */
    private static AnchoredCheckpoint awaitAnchor() throws Exception {
        Instant limit = Instant.now().plus(Duration.ofSeconds(60));
        while (true) {
            AnchoredCheckpoint anchored =
                    get("/v1/log/checkpoint", LogStatus.class).anchored();
            if (anchored != null) {
                return anchored;
            }
            assertThat(Instant.now()).as("an anchored checkpoint").isBefore(limit);
            Thread.sleep(200);
        }
    }

    private static Journal journal() throws IOException, InterruptedException {
        return get("/v1/registry/journal", Journal.class);
    }

    private static <T> T get(String path, Class<T> type) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI address = network.operatorUri().resolve(path);
            HttpResponse<byte[]> answer =
                    http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
            return CocoonJson.mapper().readValue(answer.body(), type);
        }
    }

    private static void post(String path, Object body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(network.operatorUri().resolve(path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(CocoonJson.mapper().writeValueAsBytes(body)))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(204);
        }
    }

    private static String token() throws IOException {
        return Files.readString(network.folders().operator().resolve("operator.token"))
                .strip();
    }
}
