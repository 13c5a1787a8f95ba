package network.cocoon.client.sidecar;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.client.account.AccountOptions;
import network.cocoon.client.account.AppAccount;
import network.cocoon.client.account.DataFolder;
import network.cocoon.client.ask.Asker;
import network.cocoon.client.fake.FakeOperator;
import network.cocoon.client.fake.FakeRelay;
import network.cocoon.client.fake.FakeWorker.Fault;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.client.trust.Releases;
import network.cocoon.client.trust.WorkerVerifier;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.chat.ChatPayload;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole client against an operator and a worker of the test's own, over real HTTP. */
class SidecarTest {

    private static final String QUESTION =
            "{\"model\":\"cocoon-tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"tell me more\"}]%s}";

    @TempDir
    Path data;

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final List<String> notices = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private FakeOperator network;
    private OperatorApi operator;
    private Sidecar sidecar;
    private Instant now = Instant.now();

    @BeforeEach
    void start() throws IOException {
        network = new FakeOperator();
        operator = OperatorApi.at(network.uri());
        InstantSource clock = () -> now;
        DataFolder folder = new DataFolder(data, network.random);
        AppAccount account = open(folder, clock);
        Releases releases = new Releases(operator, network.releaseKeys(), folder, Releases.Wishes.ANY, clock);
        WorkerVerifier verifier = new WorkerVerifier(
                AttestationVerifier.simulated(network.tee.rootDer()), releases, Optional.empty(), clock);
        Asker asker = new Asker(
                operator,
                account,
                verifier,
                releases,
                network.logKey.publicKey(),
                10_000,
                network.random,
                clock,
                notices::add);
        sidecar = Sidecar.start(0, "sk-test", operator, asker, verifier.trustLabel(), clock, notices::add);
    }

    private AppAccount open(DataFolder folder, InstantSource clock) throws IOException {
        var options =
                new AccountOptions("test", List.of("tiny"), 10, 10_000, Nanoton.of(1_000_000), Nanoton.of(5_000_000));
        return AppAccount.open(operator, folder, options, clock, notices::add);
    }

    @AfterEach
    void stop() {
        sidecar.close();
        operator.close();
        network.close();
    }

    @Test
    void aWholeAnswerIsOpenedCheckedAndPriced() throws Exception {
        HttpResponse<String> response = ask(QUESTION.formatted(""));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode answer = mapper.readTree(response.body());
        assertThat(answer.at("/choices/0/message/content").stringValue()).isEqualTo("tell me more");
        assertThat(answer.at("/choices/0/finish_reason").stringValue()).isEqualTo("stop");
        assertThat(answer.at("/usage/total_tokens").intValue()).isEqualTo(8);
        assertThat(answer.at("/usage/total_cost").longValue()).isEqualTo(160);
        assertThat(response.headers().firstValue("X-Cocoon-Trust")).hasValue("SIMULATED");
        assertThat(response.headers().firstValue("X-Cocoon-Worker")).hasValue("gpu_" + "7".repeat(32));
    }

    @Test
    void aPrefixIsReusedOnlyWhereTheAppNamesIt() throws Exception {
        assertThat(secretOf("")).isNull();
        String one = secretOf(",\"prompt_cache_key\":\"talk 1\"");
        assertThat(one).hasSize(64).doesNotContain("talk");
        assertThat(secretOf(",\"prompt_cache_key\":\"talk 1\"")).isEqualTo(one);
        assertThat(secretOf(",\"prompt_cache_key\":\"talk 2\"")).hasSize(64).isNotEqualTo(one);
    }

    private @Nullable String secretOf(String field) throws IOException, InterruptedException {
        assertThat(ask(QUESTION.formatted(field)).statusCode()).isEqualTo(200);
        ChatPayload asked = network.workers.getFirst().asked();
        return asked == null ? null : asked.prefixSecret();
    }

    @Test
    void aStreamEndsWithUsageAndDone() throws Exception {
        HttpResponse<String> response = ask(QUESTION.formatted(",\"stream\":true"));
        List<String> events =
                response.body().lines().filter(line -> !line.isEmpty()).toList();
        assertThat(events).allMatch(line -> line.startsWith("data: ")).hasSize(7);
        assertThat(events.getLast()).isEqualTo("data: [DONE]");
        assertThat(mapper.readTree(events.get(2).substring(6))
                        .at("/choices/0/delta/content")
                        .stringValue())
                .isEqualTo("me ");
        assertThat(mapper.readTree(events.get(5).substring(6))
                        .at("/usage/total_cost")
                        .longValue())
                .isEqualTo(160);
    }

    @ParameterizedTest
    @CsvSource({
        "CHARGES_TOO_MUCH,cocoon.receipt_mismatch",
        "STOPS_SHORT,cocoon.answer_truncated",
        "CHANGES_A_FRAME,cocoon.answer_refused"
    })
    void aDishonestAnswerIsAnError(Fault fault, String code) throws Exception {
        network.relay.fault = fault;
        HttpResponse<String> whole = ask(QUESTION.formatted(""));
        assertThat(whole.statusCode()).isEqualTo(502);
        assertThat(mapper.readTree(whole.body()).at("/error/code").stringValue())
                .isEqualTo(code);
        HttpResponse<String> stream = ask(QUESTION.formatted(",\"stream\":true"));
        assertThat(stream.body()).contains(code).doesNotContain("[DONE]");
        assertThat(notices.stream().anyMatch(n -> n.startsWith("cocoon.warning")))
                .isEqualTo(fault == Fault.CHARGES_TOO_MUCH);
    }

    @ParameterizedTest
    @CsvSource({"FAILED,502,worker_failed", "EXPIRED,504,timeout", "CANCELLED,502,answer_truncated"})
    void anEndBeforeTheFirstTextHasAStatusOfItsOwn(State state, int status, String code) throws Exception {
        for (String field : List.of("", ",\"stream\":true")) {
            for (int messages = 0; messages < 2; messages++) {
                network.relay.scenes.add(new FakeRelay.Scene.CutAfter(messages, state));
                HttpResponse<String> response = ask(QUESTION.formatted(field));
                assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
                assertThat(response.body()).contains("cocoon." + code);
            }
        }
    }

    @Test
    void anEndAfterTextIsAnEventInAStreamAndAStatusWithoutOne() throws Exception {
        network.relay.scenes.add(new FakeRelay.Scene.CutAfter(2, State.FAILED));
        HttpResponse<String> stream = ask(QUESTION.formatted(",\"stream\":true"));
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.body())
                .contains("tell ")
                .contains("cocoon.worker_failed")
                .doesNotContain("[DONE]");
        network.relay.scenes.add(new FakeRelay.Scene.CutAfter(2, State.FAILED));
        HttpResponse<String> whole = ask(QUESTION.formatted(""));
        assertThat(whole.statusCode()).isEqualTo(502);
        assertThat(whole.body()).doesNotContain("tell ");
    }

    @Test
    void nothingIsSealedToAWorkerThatNoReleaseNames() throws Exception {
        ask(QUESTION.formatted(""));
        network.releaseNothing();
        network.calls.clear();
        now = now.plus(Duration.ofMinutes(2));
        HttpResponse<String> response = ask(QUESTION.formatted(""));
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("no_trusted_worker").contains("MEASUREMENT_NOT_ALLOWED");
        assertThat(network.calls).doesNotContain("POST /v1/requests");
    }

    @Test
    void creditIsRaisedToTheLimitAndNoFurther() throws Exception {
        assertThat(network.authorized()).isEqualTo(Nanoton.of(1_000_000));
        network.refusesCredit = true;
        HttpResponse<String> response = ask(QUESTION.formatted(""));
        assertThat(response.statusCode()).isEqualTo(402);
        assertThat(network.authorized()).isLessThanOrEqualTo(Nanoton.of(5_000_000));
    }

    @Test
    void aFullQueueIsPassedOnWithTheTimeToWait() throws Exception {
        network.full = true;
        HttpResponse<String> response = ask(QUESTION.formatted(""));
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(response.body()).contains("rate_limit_error").contains("cocoon.overloaded");
        assertThat(network.calls).filteredOn("POST /v1/requests"::equals).hasSize(1);
    }

    @Test
    void theAccountIsMadeOnceAndItsFilesAreTheOwnersAlone() throws Exception {
        open(new DataFolder(data, network.random), () -> now);
        assertThat(network.calls).filteredOn("POST /v1/apps"::equals).hasSize(1);
        try (var files = Files.list(data)) {
            assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }

    @Test
    void strangersAndWebPagesAreRefused() throws Exception {
        assertThat(send("/v1/models", "Bearer sk-wrong", null).statusCode()).isEqualTo(401);
        assertThat(send("/v1/models", "Bearer sk-test", "https://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(send("/v1/models", "Bearer sk-test", null).body()).contains("cocoon-tiny");
        assertThat(send("/health", "", null).statusCode()).isEqualTo(200);
        assertThat(send("/v1/nothing", "Bearer sk-test", null).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",\"functions\":[]|unsupported_parameter|functions",
                ",\"tools\":[{\"type\":\"retrieval\"}]|unsupported_value|tools[0]",
                ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a b\"}}]|invalid_value|tools[0].function.name",
                ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"tool_choice\":\"any\"|unsupported_value|tool_choice",
                ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"tool_choice\":{\"type\":\"x\"}|unsupported_value|tool_choice",
                ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"g\"}}|invalid_value|tool_choice",
                ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"tool_choice\":\"required\",\"response_format\":{\"type\":\"json_object\"}|unsupported_value|response_format",
                ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"strict\":true}}]|unsupported_value|tools[0].function.strict",
                ",\"parallel_tool_calls\":false|unsupported_value|parallel_tool_calls",
                ",\"tool_choice\":\"required\"|invalid_value|tool_choice",
                ",\"tool_choice\":\"auto\"|invalid_value|tool_choice",
                ",\"logit_bias\":{\"x\":1}|invalid_value|logit_bias",
                ",\"logit_bias\":{\"1\":101}|invalid_value|logit_bias",
                ",\"top_logprobs\":2|invalid_value|top_logprobs",
                ",\"logprobs\":true,\"top_logprobs\":21|invalid_value|top_logprobs",
                ",\"response_format\":{\"type\":\"xml\"}|unsupported_value|response_format.type",
                ",\"response_format\":{\"type\":\"json_schema\"}|missing_parameter|response_format.json_schema.schema",
                ",\"chat_template_kwargs\":{\"x\":1}|unsupported_parameter|chat_template_kwargs",
                ",\"prompt_cache_key\":\"\"|invalid_value|prompt_cache_key",
                ",\"top_p\":0|invalid_value|top_p",
                ",\"min_p\":2|invalid_value|min_p",
                ",\"n\":9|invalid_value|n",
                ",\"temperature\":3|invalid_value|temperature",
                ",\"surprise\":1|unknown_parameter|surprise",
                ",\"max_tokens\":0|invalid_value|max_tokens",
                ",\"request_guid\":\"x\"|invalid_value|request_guid"
            })
    void whatIsNotServedIsRefusedByName(String field, String code, String param) throws Exception {
        HttpResponse<String> response = ask(QUESTION.formatted(field));
        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = mapper.readTree(response.body()).get("error");
        assertThat(error.get("code").stringValue()).isEqualTo(code);
        assertThat(error.get("param").stringValue()).isEqualTo(param);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"auto\"|auto",
                "null|auto",
                "\"none\"|none",
                "\"required\"|any",
                "{\"type\":\"function\",\"function\":{\"name\":\"f\"}}|f"
            })
    void whatMustBeCalledIsSealed(String choice, String sealed) throws Exception {
        String strict = sealed.equals("any") || sealed.equals("f") ? ",\"strict\":true" : "";
        String tools = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"" + strict + "}}]";
        HttpResponse<String> response = ask(QUESTION.formatted(tools + ",\"tool_choice\":" + choice));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        ChatPayload asked = requireNonNull(network.workers.getFirst().asked());
        assertThat(asked.tools() == null).isEqualTo(sealed.equals("none"));
        ChatPayload.ToolChoice demanded = asked.toolChoice();
        assertThat(demanded == null ? "auto" : String.valueOf(demanded.name()))
                .isEqualTo(sealed.equals("any") ? "null" : sealed.equals("none") ? "auto" : sealed);
    }

    private HttpResponse<String> ask(String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sidecar.port() + "/v1/chat/completions"))
                        .header("Authorization", "Bearer sk-test")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String path, String bearer, @Nullable String origin)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sidecar.port() + path))
                .header("Authorization", bearer);
        if (origin != null) {
            request.header("Origin", origin);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
