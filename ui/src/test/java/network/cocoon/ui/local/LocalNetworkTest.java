package network.cocoon.ui.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.Embedding;
import com.openai.models.embeddings.EmbeddingCreateParams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.cocoon.projections.accounts.AccountQueries;
import network.cocoon.projections.accounts.AccountRow;
import network.cocoon.projections.workers.ProviderRow;
import network.cocoon.projections.workers.WorkerQueries;
import network.cocoon.wire.json.CocoonJson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The main job, end to end, with the official OpenAI client and every role a process of its own. */
class LocalNetworkTest {

    @TempDir
    static Path data;

    private static LocalNetwork network;
    private static OpenAIClient openAi;

    @BeforeAll
    static void start_everything() throws IOException {
        LocalOptions options = new LocalOptions();
        options.use(Ports.free());
        network = LocalNetwork.start(Folders.ofCheckout().withData(data), options, System.out);
        openAi = OpenAIOkHttpClient.builder()
                .baseUrl(network.openAiUri().toString())
                .apiKey(network.openAiKey())
                .maxRetries(0)
                .build();
    }

    @AfterAll
    static void stop_everything() {
        openAi.close();
        network.close();
    }

    private static ChatCompletionCreateParams question(String text) {
        return ChatCompletionCreateParams.builder()
                .model("cocoon-tiny")
                .addUserMessage(text)
                .temperature(0)
                .maxCompletionTokens(64)
                .build();
    }

    @Test
    void the_official_client_streams_an_answer() {
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        try (StreamResponse<ChatCompletionChunk> stream =
                openAi.chat().completions().createStreaming(question("What is Cocoon?"))) {
            stream.stream().forEach(chunks::add);
        }
        String text = chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .flatMap(choice -> choice.delta().content().stream())
                .collect(Collectors.joining());
        assertThat(text).contains("Cocoon");
        assertThat(chunks.size()).as("streamed in pieces").isGreaterThan(2);
        assertThat(chunks.getLast().usage()).as("usage is always told").hasValueSatisfying(usage -> assertThat(
                        usage.completionTokens())
                .isPositive());
    }

    @Test
    void it_answers_whole_too_and_the_audit_agrees() throws Exception {
        ChatCompletion answer = openAi.chat().completions().create(question("Who are you?"));
        assertThat(answer.choices().getFirst().message().content()).isPresent();
        AuditRun audit = AuditRun.of(network.folders(), network.databaseUrl());
        assertThat(audit.exitCode()).as(audit.output()).isZero();
    }

    @Test
    void the_official_client_gets_vectors_and_the_audit_agrees() throws Exception {
        CreateEmbeddingResponse two = openAi.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("cocoon-tiny")
                        .inputOfArrayOfStrings(List.of("What is Cocoon?", "Who are you?"))
                        .build());
        assertThat(two.data()).hasSize(2);
        for (Embedding one : two.data()) {
            assertThat(one.embedding()).hasSize(192);
            double square =
                    one.embedding().stream().mapToDouble(n -> (double) n * n).sum();
            assertThat(Math.sqrt(square)).isCloseTo(1, within(1e-6));
        }
        assertThat(two.usage().promptTokens())
                .isPositive()
                .isEqualTo(two.usage().totalTokens());
        CreateEmbeddingResponse decimals = openAi.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("cocoon-tiny")
                        .input("What is Cocoon?")
                        .encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT)
                        .build());
        for (int i = 0; i < 192; i++) {
            assertThat(decimals.data().getFirst().embedding().get(i))
                    .isCloseTo(two.data().getFirst().embedding().get(i), within(1e-5f));
        }
        AuditRun audit = AuditRun.of(network.folders(), network.databaseUrl());
        assertThat(audit.exitCode()).as(audit.output()).isZero();
    }

    @Test
    void the_audit_equals_the_projections() throws Exception {
        openAi.chat().completions().create(question("How is a bill proved?"));
        AccountRow account = settledAccount();
        ProviderRow provider = network.part(WorkerQueries.class).providers().getFirst();

        AuditRun audit = AuditRun.of(network.folders(), network.databaseUrl(), "--json");

        assertThat(audit.exitCode()).as(audit.output()).isZero();
        JsonNode report = CocoonJson.mapper().readTree(audit.output());
        JsonNode bill = report.path("accounts").path(0);
        assertThat(bill.path("account").asString()).isEqualTo(account.account());
        assertThat(bill.path("completed").asLong())
                .isEqualTo(account.completed())
                .isPositive();
        assertThat(bill.path("tokens").asLong()).isEqualTo(account.tokens());
        assertThat(bill.path("billed").asString()).isEqualTo(account.spent().toString());
        assertThat(bill.path("free").asString()).isEqualTo(account.available().toString());
        JsonNode earning = report.path("providers").path(0);
        assertThat(earning.path("provider").asString()).isEqualTo(provider.provider());
        assertThat(earning.path("earned").asString())
                .isEqualTo(provider.earned().toString());
    }

    /** Once the projection has caught up with every ending: nothing is reserved any more. */
    private static AccountRow settledAccount() throws InterruptedException {
        AccountQueries accounts = network.part(AccountQueries.class);
        for (int i = 0; i < 100; i++) {
            AccountRow account = accounts.accounts().getFirst();
            if (account.completed() > 0 && account.reserved().isZero()) {
                return account;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("the projection did not catch up within 10 s: " + accounts.accounts());
    }

    @Test
    void nothing_the_operator_keeps_holds_the_prompt() throws Exception {
        String canary = "canary" + Long.toHexString(System.nanoTime());
        openAi.chat().completions().create(question("What is Cocoon? " + canary));
        List<Path> kept = new ArrayList<>();
        try (Stream<Path> files = Files.walk(network.folders().operator())) {
            files.filter(Files::isRegularFile)
                    .filter(file ->
                            !file.startsWith(network.folders().operator().resolve("postgres/programs")))
                    .forEach(kept::add);
        }
        kept.add(network.folders().logs().resolve("operator.log"));
        assertThat(kept).as("tables and write-ahead log among them").hasSizeGreaterThan(100);
        for (Path file : kept) {
            // A file that PostgreSQL removed meanwhile holds nothing.
            if (Files.exists(file)) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1).contains(canary))
                        .as("%s holds the prompt", file)
                        .isFalse();
            }
        }
    }

    @Test
    void a_wrong_key_gets_nothing() {
        OpenAIClient stranger = OpenAIOkHttpClient.builder()
                .baseUrl(network.openAiUri().toString())
                .apiKey("sk-cocoon-wrong")
                .maxRetries(0)
                .build();
        assertThatThrownBy(() -> stranger.chat().completions().create(question("Hello")))
                .isInstanceOf(UnauthorizedException.class);
        stranger.close();
    }
}
