package network.cocoon.workers.gpu.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.workers.gpu.engine.Cancellation;
import network.cocoon.workers.gpu.engine.ChatMessage;
import network.cocoon.workers.gpu.engine.EmbeddingOrder;
import network.cocoon.workers.gpu.engine.EngineException;
import network.cocoon.workers.gpu.engine.Finish;
import network.cocoon.workers.gpu.engine.Prompt;
import network.cocoon.workers.gpu.engine.SamplingSettings;
import network.cocoon.workers.gpu.engine.VectorSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against a server that speaks as vLLM's and SGLang's documentation has it, by hand, and what llama.cpp's sent, recorded. */
@Timeout(30)
class UpstreamEngineTest {

    private static final Path MODEL = Path.of("src/main/models/cocoon-tiny");

    private static final String VLLM = """
            data: {"id":"cmpl-1","object":"text_completion","created":1,"model":"m","choices":[{"index":0,"text":"Hello","logprobs":null,"finish_reason":null,"stop_reason":null}],"usage":null}

            data: {"id":"cmpl-1","object":"text_completion","created":1,"model":"m","choices":[{"index":0,"text":" network","logprobs":null,"finish_reason":null,"stop_reason":null}],"usage":null}

            data: {"id":"cmpl-1","object":"text_completion","created":1,"model":"m","choices":[{"index":0,"text":"!","logprobs":null,"finish_reason":"stop","stop_reason":null}],"usage":null}

            data: {"id":"cmpl-1","object":"text_completion","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":9,"total_tokens":13,"completion_tokens":$USED}}

            data: [DONE]

            """;

    /** Its server's events have matched_stop where vLLM's have stop_reason, and the last leaves out what is null. */
    private static final String SGLANG = """
            data: {"id":"5f3c","object":"text_completion","created":1,"model":"m","choices":[{"index":0,"text":"Hello","logprobs":null,"finish_reason":null,"matched_stop":null,"hidden_states":null}],"usage":null}

            data: {"id":"5f3c","object":"text_completion","created":1,"model":"m","choices":[{"index":0,"text":" network!","logprobs":null,"finish_reason":null,"matched_stop":null,"hidden_states":null}],"usage":null}

            data: {"id":"5f3c","object":"text_completion","created":1,"model":"m","choices":[{"index":0,"text":"","logprobs":null,"finish_reason":"$END","matched_stop":$BY,"hidden_states":null}],"usage":null}

            data: {"id":"5f3c","object":"text_completion","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":9,"total_tokens":13,"completion_tokens":4,"reasoning_tokens":0}}

            data: [DONE]

            """;

    private volatile String stream = VLLM;
    private volatile JsonNode asked = JsonMapper.shared().createObjectNode();
    private final AtomicBoolean well = new AtomicBoolean(true);
    private final CountDownLatch dropped = new CountDownLatch(1);
    private volatile int status = 200;
    private volatile boolean endless;
    private volatile boolean silent;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/health", exchange -> answer(exchange, well.get() ? 200 : 503, ""));
        server.createContext("/v1/models", exchange -> answer(exchange, 200, """
                {"object":"list","data":[{"id":"served","object":"model","max_model_len":1024}]}"""));
        server.createContext("/v1/completions", this::complete);
        server.createContext("/v1/embeddings", this::complete);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void complete(HttpExchange exchange) throws IOException {
        asked = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
        if (silent) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody()
                    .write("data: {\"choices\":[{\"text\":\"Hi\",\"finish_reason\":null}]}\n\n"
                            .getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            return;
        }
        if (!endless) {
            answer(exchange, status, stream);
            return;
        }
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
                out.write("data: {\"choices\":[{\"text\":\" word\",\"finish_reason\":null}]}\n\n"
                        .getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException e) {
            dropped.countDown();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private UpstreamEngine connect() throws InterruptedException {
        return UpstreamEngine.connect(address(), MODEL, 2);
    }

    @Test
    void streams_and_counts_for_itself() throws InterruptedException {
        stream = VLLM.replace("$USED", "4");
        try (UpstreamEngine engine = connect()) {
            Heard heard = ask(engine, 50, List.of(), Cancellation.NEVER);
            assertThat(heard.text()).isEqualTo("Hello network!");
            assertThat(heard.finish.reason()).isEqualTo(Finish.Reason.STOP);
            assertThat(heard.finish.usage()).isEqualTo(heard.owed.getLast());
            assertThat(heard.finish.usage().completion()).isBetween(2, 6);
            assertThat(asked.path("prompt")).hasSize(heard.finish.usage().prompt());
            assertThat(asked.path("model").stringValue()).isEqualTo("served");
            assertThat(engine.alarms()).isZero();
            assertThat(engine.describe().modelDigest().hex()).hasSize(64);
        }
    }

    @ParameterizedTest
    @CsvSource({"stop, 151645, STOP", "length, null, LENGTH"})
    void the_other_servers_events_mean_the_same(String end, String by, Finish.Reason reason)
            throws InterruptedException {
        stream = SGLANG.replace("$END", end).replace("$BY", by);
        try (UpstreamEngine engine = connect()) {
            Heard heard = ask(engine, 50, List.of(), Cancellation.NEVER);
            assertThat(heard.text()).isEqualTo("Hello network!");
            assertThat(heard.finish.reason()).isEqualTo(reason);
            assertThat(engine.alarms()).isZero();
        }
    }

    /** Ended in good form, with all figures: taken for an end it would be billed as whole. */
    @ParameterizedTest
    @ValueSource(strings = {"abort", "error", "tool_calls"})
    void an_answer_that_the_server_gave_up_is_none(String end) throws InterruptedException {
        stream = SGLANG.replace("$END", end).replace("$BY", "null");
        try (UpstreamEngine engine = connect()) {
            assertThat(refused(engine)).isEqualTo(EngineException.Code.CRASHED);
        }
    }

    @Test
    void a_server_that_counts_otherwise_is_an_alarm_and_changes_nothing() throws InterruptedException {
        stream = VLLM.replace("$USED", "400");
        try (UpstreamEngine engine = connect()) {
            assertThat(ask(engine, 50, List.of(), Cancellation.NEVER)
                            .finish
                            .usage()
                            .completion())
                    .isBetween(2, 6);
            assertThat(engine.alarms()).isEqualTo(1);
        }
    }

    /** What llama.cpp's server (0.7.0) sent for the tiny model, byte for byte; {@code LlamaServerTest} asks it again. */
    @ParameterizedTest
    @CsvSource({
        "llama-server-stop.txt, 300, STOP, 25, 'Cocoon is a network for confidential AI. Apps send sealed prompts to rented GPUs, and nobody in between can read them.'",
        "llama-server-length.txt, 8, LENGTH, 8, Cocoon is a network for confidential AI."
    })
    void what_a_real_server_sent_is_read_as_it_was_meant(
            String recorded, int most, Finish.Reason reason, int tokens, String text) throws Exception {
        try (InputStream in = UpstreamEngineTest.class.getResourceAsStream(recorded)) {
            stream = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
        try (UpstreamEngine engine = connect()) {
            Heard heard = Heard.ask(engine, "What is Cocoon?", most, List.of(), Cancellation.NEVER);
            assertThat(heard.text()).isEqualTo(text);
            assertThat(heard.finish.reason()).isEqualTo(reason);
            assertThat(heard.finish.usage()).isEqualTo(new TokenUsage(12, 0, tokens, 0));
            assertThat(engine.alarms()).isZero();
        }
    }

    @Test
    void a_stop_string_is_found_here() throws InterruptedException {
        stream = VLLM.replace("$USED", "4");
        try (UpstreamEngine engine = connect()) {
            Heard heard = ask(engine, 50, List.of("lo net"), Cancellation.NEVER);
            assertThat(heard.text()).isEqualTo("Hel");
            assertThat(heard.finish.reason()).isEqualTo(Finish.Reason.STOP);
        }
    }

    @Test
    void a_server_that_does_not_stop_is_left() throws Exception {
        endless = true;
        try (UpstreamEngine engine = connect()) {
            Heard heard = ask(engine, 20, List.of(), Cancellation.NEVER);
            assertThat(heard.finish.reason()).isEqualTo(Finish.Reason.LENGTH);
            assertThat(heard.finish.usage().completion()).isEqualTo(20);
            assertThat(dropped.await(10, TimeUnit.SECONDS)).isTrue();
            AtomicBoolean cancelled = new AtomicBoolean();
            var _ = threads.submit(() -> {
                Thread.sleep(100);
                cancelled.set(true);
                return true;
            });
            assertThat(ask(engine, 900, List.of(), cancelled::get).finish.reason())
                    .isIn(Finish.Reason.CANCELLED, Finish.Reason.LENGTH);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"choices\":[{\"text\":\"Hi\",\"finish_reason\":null}]}\n\n", // and then nothing
                "data: [DONE]\n\n",
                "data: {\"error\":{\"message\":\"boom\"}}\n\n",
                "data: no json\n\n",
                "data: []\n\n",
                ""
            })
    void what_is_no_answer_fails_with_a_code(String broken) throws InterruptedException {
        stream = broken;
        try (UpstreamEngine engine = connect()) {
            assertThat(refused(engine)).isEqualTo(EngineException.Code.CRASHED);
        }
    }

    /** One event, and then nothing: neither an end nor a word. */
    @Test
    void a_server_that_falls_silent_is_left() throws InterruptedException {
        silent = true;
        var patience = new UpstreamEngine.Patience(Duration.ofMillis(200), Duration.ofMinutes(1));
        try (UpstreamEngine engine = UpstreamEngine.connect(address(), MODEL, 2, patience)) {
            assertThat(refused(engine)).isEqualTo(EngineException.Code.CRASHED);
        }
    }

    @Test
    void a_server_that_is_not_well_gets_nothing_new_until_it_is() throws InterruptedException {
        stream = VLLM.replace("$USED", "4");
        var patience = new UpstreamEngine.Patience(Duration.ofMinutes(1), Duration.ofMillis(10));
        try (UpstreamEngine engine = UpstreamEngine.connect(address(), MODEL, 2, patience)) {
            well.set(false);
            while (engine.takes()) {
                Thread.sleep(5);
            }
            assertThat(refused(engine)).isEqualTo(EngineException.Code.BUSY);
            well.set(true);
            while (!engine.takes()) {
                Thread.sleep(5);
            }
            assertThat(ask(engine, 50, List.of(), Cancellation.NEVER).text()).isEqualTo("Hello network!");
        }
    }

    @Test
    void the_server_reuses_a_prefix_only_under_a_secret() throws InterruptedException {
        stream = VLLM.replace("$USED", "4");
        try (UpstreamEngine engine = connect()) {
            List<String> salts = new ArrayList<>();
            for (String secret : List.of("", "", "a", "a")) {
                Optional<Digest> prefix = secret.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Digest.sha256(secret.getBytes(StandardCharsets.UTF_8)));
                Prompt prompt = new Prompt(
                        List.of(new ChatMessage(ChatMessage.Role.USER, "Hi")),
                        SamplingSettings.GREEDY,
                        9,
                        999,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        prefix);
                engine.generate(prompt, new Heard(), Cancellation.NEVER);
                salts.add(asked.path("cache_salt").stringValue());
                // llama.cpp knows no salt, and would reuse one client's prompt for another.
                assertThat(asked.path("cache_prompt").booleanValue()).isFalse();
            }
            assertThat(salts.subList(0, 3)).doesNotHaveDuplicates();
            assertThat(salts.get(3)).isEqualTo(salts.get(2));
        }
    }

    @Test
    void a_line_without_end_and_an_error_status_fail_with_a_code() throws InterruptedException {
        try (UpstreamEngine engine = connect()) {
            stream = "data: " + "x".repeat(2 << 20);
            assertThat(refused(engine)).isEqualTo(EngineException.Code.CRASHED);
            status = 429;
            assertThat(refused(engine)).isEqualTo(EngineException.Code.BUSY);
            status = 500;
            assertThat(refused(engine)).isEqualTo(EngineException.Code.CRASHED);
            well.set(false);
            assertThat(engine.healthy()).isFalse();
        }
        assertThatThrownBy(this::connect).hasMessageContaining("not well");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://192.0.2.1:8000", "https://127.0.0.1:8000", "http://example.com", "file:///etc/passwd"})
    void another_machine_is_refused(String address) {
        assertThatThrownBy(() -> UpstreamEngine.connect(URI.create(address), MODEL, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Two vectors that are as long as the model's are, and not of length 1. */
    private static String vectors(int first, int second, int tokens) {
        String body = "";
        for (int i = 0; i < 2; i++) {
            StringBuilder numbers = new StringBuilder(i == 0 ? "3.0,-4.0" : "1e-3,0");
            numbers.append(",0".repeat(190));
            body += (i == 0 ? "" : ",") + "{\"object\":\"embedding\",\"index\":" + (i == 0 ? first : second)
                    + ",\"embedding\":[" + numbers + "]}";
        }
        return "{\"object\":\"list\",\"model\":\"served\",\"data\":[" + body + "],\"usage\":{\"prompt_tokens\":"
                + tokens + ",\"total_tokens\":" + tokens + "}}";
    }

    private static final EmbeddingOrder TWO = new EmbeddingOrder(
            List.of(
                    new EmbeddingOrder.Input.Words("What is Cocoon?"),
                    new EmbeddingOrder.Input.Tokens(new int[] {1, 2, 3})),
            OptionalInt.empty(),
            100);

    @Test
    void texts_go_as_tokens_and_vectors_come_back_of_length_one() throws InterruptedException {
        stream = vectors(0, 1, 7);
        try (UpstreamEngine engine = connect()) {
            Given given = new Given();
            engine.embed(TWO, given, Cancellation.NEVER);
            assertThat(given.vectors.get(0)).hasSize(192).startsWith(0.6f, -0.8f, 0f);
            assertThat(given.vectors.get(1)).hasSize(192).startsWith(1f, 0f);
            assertThat(asked.path("model").stringValue()).isEqualTo("served");
            assertThat(asked.path("input").path(1).toString()).isEqualTo("[1,2,3]");
            int first = asked.path("input").path(0).size();
            assertThat(given.finish).isEqualTo(new Finish(Finish.Reason.STOP, new TokenUsage(first + 3, 0, 0, 0)));
            // The server's count is another, which changes nothing.
            assertThat(engine.alarms()).isEqualTo(first == 4 ? 0 : 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "{}",
                "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[1]}]}",
                "swapped",
                "one",
                "zeros",
                "text"
            })
    void what_are_no_vectors_fails_with_a_code(String broken) throws InterruptedException {
        String good = vectors(0, 1, 7);
        stream = switch (broken) {
            case "swapped" -> vectors(1, 0, 7);
            case "one" -> good.replaceFirst(",\\{\"object\":\"embedding\",\"index\":1.*]}]", "]");
            case "zeros" -> good.replace("1e-3", "0");
            case "text" -> good.replace("1e-3", "\"1\"");
            default -> broken;
        };
        try (UpstreamEngine engine = connect()) {
            assertThatThrownBy(() -> engine.embed(TWO, new Given(), Cancellation.NEVER))
                    .isInstanceOfSatisfying(
                            EngineException.class, e -> assertThat(e.code()).isEqualTo(EngineException.Code.CRASHED));
        }
    }

    @Test
    void vectors_of_a_busy_silent_or_unwanted_server_are_not_waited_for() throws InterruptedException {
        var patience = new UpstreamEngine.Patience(Duration.ofMillis(300), Duration.ofMinutes(1));
        status = 503;
        try (UpstreamEngine engine = connect()) {
            assertThatThrownBy(() -> engine.embed(TWO, new Given(), Cancellation.NEVER))
                    .hasMessageStartingWith("BUSY");
        }
        try (UpstreamEngine engine = UpstreamEngine.connect(address(), MODEL, 2, patience)) {
            silent = true;
            assertThatThrownBy(() -> engine.embed(TWO, new Given(), Cancellation.NEVER))
                    .hasMessageStartingWith("CRASHED");
            Given given = new Given();
            engine.embed(TWO, given, () -> true);
            assertThat(given.finish.reason()).isEqualTo(Finish.Reason.CANCELLED);
        }
    }

    private static final class Given implements VectorSink {

        private final List<float[]> vectors = new ArrayList<>();
        private Finish finish = new Finish(Finish.Reason.LENGTH, TokenUsage.NONE);

        @Override
        public void vector(float[] vector, TokenUsage usage) {
            vectors.add(vector);
        }

        @Override
        public void finished(Finish end) {
            finish = end;
        }
    }

    private static EngineException.Code refused(UpstreamEngine engine) {
        try {
            ask(engine, 10, List.of(), Cancellation.NEVER);
            throw new AssertionError("it was answered");
        } catch (EngineException e) {
            return e.code();
        }
    }

    private static Heard ask(UpstreamEngine engine, int most, List<String> stop, Cancellation cancellation) {
        return Heard.ask(engine, "Hello", most, stop, cancellation);
    }
}
