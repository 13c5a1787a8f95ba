package network.cocoon.ui.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import network.cocoon.ui.cluster.Cluster;

/** One streamed answer of the echo engine, read beside the test. */
final class OneAnswer {

    private final Thread reader;
    private volatile int pieces;
    private volatile boolean whole;

    private OneAnswer(Cluster cluster, int sidecar, String prompt) {
        this.reader = Thread.ofVirtual().start(() -> read(cluster, sidecar, prompt));
    }

    /** @param prompt which frames, as the echo engine takes it */
    static OneAnswer ask(Cluster cluster, int sidecar, String prompt) {
        return new OneAnswer(cluster, sidecar, prompt);
    }

    private void read(Cluster cluster, int sidecar, String prompt) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> answer = http.send(
                    HttpRequest.newBuilder(URI.create(cluster.openAi(sidecar) + "/chat/completions"))
                            .timeout(Duration.ofSeconds(60))
                            .header("Authorization", "Bearer " + cluster.openAiKey(sidecar))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("""
                                    {"model":"echo","stream":true,"max_tokens":3000,
                                     "messages":[{"role":"user","content":"%s"}]}""".formatted(prompt)))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                lines.lines().forEach(this::heard);
            }
        } catch (IOException | RuntimeException e) {
            // Cut off: what was heard until then stands.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    private void heard(String line) {
        pieces += line.contains("xxxx") ? 1 : 0;
        whole |= line.equals("data: [DONE]");
    }

    /** Frames of text so far. */
    int pieces() {
        return pieces;
    }

    boolean isOver() {
        return !reader.isAlive();
    }

    /** Whether it came to its end with a receipt that the sidecar believes. Waits for that. */
    boolean whole() throws InterruptedException {
        reader.join(Duration.ofSeconds(60));
        return whole;
    }
}
