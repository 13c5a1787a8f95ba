package network.cocoon.client.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A sidecar, by the OpenAI API with streaming. */
final class OpenAiTarget implements Target, AutoCloseable {

    private static final String DATA = "data: ";

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final HttpRequest request;

    /** @param base as the sidecar prints it, with {@code /v1} */
    OpenAiTarget(URI base, String key, BenchOptions options) {
        ObjectNode body = mapper.createObjectNode();
        body.put("model", options.model().value());
        body.putArray("messages").addObject().put("role", "user").put("content", options.prompt());
        body.put("max_tokens", options.frames());
        body.put("stream", true);
        body.put("timeout", options.timeout().toSeconds());
        this.request = HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .timeout(options.timeout())
                .POST(HttpRequest.BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body)))
                .build();
    }

    @Override
    public void ask(Sample sample) throws Failure {
        try {
            HttpResponse<Stream<String>> response = http.send(request, HttpResponse.BodyHandlers.ofLines());
            try (Stream<String> lines = response.body()) {
                read(response.statusCode(), lines.iterator(), sample);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("INTERRUPTED");
        } catch (IOException e) {
            throw new Failure("SIDECAR_UNREACHABLE");
        }
    }

    private void read(int status, Iterator<String> lines, Sample sample) throws Failure {
        boolean done = false;
        while (lines.hasNext()) {
            String line = lines.next();
            if (status != 200) {
                throw failure(line, "HTTP_" + status);
            }
            if (!line.startsWith(DATA)) {
                continue;
            }
            String data = line.substring(DATA.length());
            if (data.equals("[DONE]")) {
                done = true;
            } else if (data.startsWith("{\"error\"")) {
                throw failure(data, "ERROR_EVENT");
            } else if (json(data).at("/choices/0/delta/content").stringValue("").length() > 0) {
                sample.text();
            }
        }
        if (!done) {
            throw new Failure(status == 200 ? "CUT" : "HTTP_" + status);
        }
    }

    private Failure failure(String body, String otherwise) throws Failure {
        String code = json(body).at("/error/code").stringValue("");
        return new Failure(code.isEmpty() ? otherwise : code);
    }

    private JsonNode json(String text) throws Failure {
        try {
            return mapper.readTree(text);
        } catch (JacksonException e) {
            throw new Failure("NOT_JSON");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
