package network.cocoon.client.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Base64;
import network.cocoon.client.fake.FakeApp;
import network.cocoon.client.fake.FakeOperator;
import network.cocoon.client.fake.FakeWorker.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Vectors through the whole client, from a worker whose vectors say how long each text is and which. */
class EmbeddingsTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private FakeOperator network;
    private FakeApp app;
    private Sidecar sidecar;

    @BeforeEach
    void start(@TempDir Path data) throws IOException {
        network = new FakeOperator();
        app = new FakeApp(network, data);
        sidecar = app.sidecar("sk-test");
    }

    @AfterEach
    void stop() {
        sidecar.close();
        app.close();
        network.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"hello\"|1|5",
                "[\"hello\",\"you\",\"there\"]|3|13",
                "[7,8]|1|2",
                "[[7,8],[9]]|2|3",
                "[\"hello\",[9]]|2|6"
            })
    void everyFormOfInputHasItsVectors(String input, int count, int tokens) throws Exception {
        HttpResponse<String> response = ask("\"input\":" + input);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode answer = JsonMapper.shared().readTree(response.body());
        assertThat(answer.path("object").stringValue()).isEqualTo("list");
        assertThat(answer.path("model").stringValue()).isEqualTo("cocoon-tiny");
        assertThat(answer.path("data")).hasSize(count);
        int length = 0;
        for (int i = 0; i < count; i++) {
            JsonNode one = answer.path("data").path(i);
            assertThat(one.path("index").intValue()).isEqualTo(i);
            assertThat(one.path("object").stringValue()).isEqualTo("embedding");
            assertThat(one.path("embedding")).hasSize(2);
            // Every bit is kept: 0.1 is no float, and comes as the shortest decimal of the one it is.
            assertThat((float) one.path("embedding").path(1).doubleValue()).isEqualTo(i + 0.1f);
            length += one.path("embedding").path(0).intValue();
        }
        assertThat(length).isEqualTo(tokens);
        assertThat(answer.at("/usage/prompt_tokens").intValue()).isEqualTo(tokens);
        assertThat(answer.at("/usage/total_tokens").intValue()).isEqualTo(tokens);
        assertThat(answer.at("/usage/total_cost").longValue()).isEqualTo(20L * tokens);
        assertThat(response.headers().firstValue("X-Cocoon-Worker")).isPresent();
        assertThat(response.headers().firstValue("X-Cocoon-Trust")).hasValue("SIMULATED");
    }

    @Test
    void base64HasTheSameBits() throws Exception {
        HttpResponse<String> response = ask("\"input\":[\"a\",\"bc\"],\"encoding_format\":\"base64\"");
        JsonNode answer = JsonMapper.shared().readTree(response.body());
        ByteBuffer second = ByteBuffer.wrap(Base64.getDecoder()
                        .decode(answer.at("/data/1/embedding").stringValue()))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(second.getFloat()).isEqualTo(2);
        assertThat(second.getFloat()).isEqualTo(1.1f);
        assertThat(second.hasRemaining()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "GIVES_A_VECTOR_MORE,502,answer_refused",
        "GIVES_A_VECTOR_LESS,502,answer_refused",
        "COUNTS_AN_ANSWER_TO_TEXTS,502,receipt_mismatch",
        "CHARGES_TOO_MUCH,502,receipt_mismatch",
        "STOPS_SHORT,502,answer_truncated",
        "CHANGES_A_FRAME,502,answer_refused"
    })
    void aDishonestWorkerGivesNoVectors(Fault fault, int status, String code) throws Exception {
        network.relay.fault = fault;
        HttpResponse<String> response = ask("\"input\":[\"a\",\"b\",\"c\"]");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains("cocoon." + code).doesNotContain("embedding\"");
    }

    @Test
    void vectorsOfAnotherLengthThanAskedForAreRefused() throws Exception {
        assertThat(ask("\"input\":\"a\",\"dimensions\":2").statusCode()).isEqualTo(200);
        assertThat(ask("\"input\":\"a\",\"dimensions\":3").body()).contains("cocoon.answer_refused");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"user\":\"me\"|missing_parameter|input",
                "\"input\":null|missing_parameter|input",
                "\"input\":\"\"|invalid_value|input",
                "\"input\":[]|invalid_value|input",
                "\"input\":{}|invalid_value|input",
                "\"input\":7|invalid_value|input",
                "\"input\":[\"a\",\"\"]|invalid_value|input[1]",
                "\"input\":[[1],[]]|invalid_value|input[1]",
                "\"input\":[[1],[-1]]|invalid_value|input[1]",
                "\"input\":[1,\"a\"]|invalid_value|input",
                "\"input\":[1.5]|invalid_value|input",
                "\"input\":\"a\",\"encoding_format\":\"int8\"|unsupported_value|encoding_format",
                "\"input\":\"a\",\"dimensions\":0|invalid_value|dimensions",
                "\"input\":\"a\",\"stream\":true|unknown_parameter|stream"
            })
    void whatIsNotServedIsRefusedByName(String fields, String code, String param) throws Exception {
        HttpResponse<String> response = ask(fields);
        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = JsonMapper.shared().readTree(response.body()).get("error");
        assertThat(error.get("code").stringValue()).isEqualTo(code);
        assertThat(error.get("param").stringValue()).isEqualTo(param);
    }

    @Test
    void tooManyTextsAreRefused() throws Exception {
        String texts = "[\"a\"" + ",\"a\"".repeat(2048) + "]";
        assertThat(ask("\"input\":" + texts).statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> ask(String fields) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sidecar.port() + "/v1/embeddings"))
                        .header("Authorization", "Bearer sk-test")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"cocoon-tiny\"," + fields + "}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
