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
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import network.cocoon.ui.cluster.Cluster;

/** Apps that ask and read; some of them lose patience and hang up. */
final class Load {

    private final Cluster cluster;
    private final boolean patient;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final List<Thread> callers = new ArrayList<>();
    private volatile boolean running = true;

    final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger answered = new AtomicInteger();
    final AtomicInteger hungUp = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    final AtomicInteger broken = new AtomicInteger();

    private Load(Cluster cluster, boolean patient) {
        this.cluster = cluster;
        this.patient = patient;
    }

    static Load start(Cluster cluster, int callers, long seed) {
        return start(cluster, callers, seed, false);
    }

    /** Of apps that all read to the end. */
    static Load ofPatientApps(Cluster cluster, int callers, long seed) {
        return start(cluster, callers, seed, true);
    }

    private static Load start(Cluster cluster, int callers, long seed, boolean patient) {
        Load load = new Load(cluster, patient);
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int i = 0; i < callers; i++) {
            int sidecar = i % cluster.clients().size();
            SplittableRandom random = seeds.split();
            load.callers.add(Thread.ofVirtual().name("caller-" + i).start(() -> load.call(sidecar, random)));
        }
        return load;
    }

    private void call(int sidecar, SplittableRandom random) {
        while (running) {
            try {
                ask(sidecar, random);
            } catch (IOException e) {
                // Its sidecar is gone or was cut off: that is the point.
                broken.incrementAndGet();
                if (!sleep(200)) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void ask(int sidecar, SplittableRandom random) throws IOException, InterruptedException {
        int words = 5 + random.nextInt(60);
        int patience = random.nextInt(4) == 0 && !patient ? random.nextInt(words) : Integer.MAX_VALUE;
        asked.incrementAndGet();
        HttpResponse<InputStream> answer = http.send(
                HttpRequest.newBuilder(URI.create(cluster.openAi(sidecar) + "/chat/completions"))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer " + cluster.openAiKey(sidecar))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                """
                                {"model":"echo","stream":true,"max_tokens":200,"timeout":30,
                                 "messages":[{"role":"user","content":"%s"}]}""".formatted("word ".repeat(words).strip())))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            if (answer.statusCode() != 200) {
                refused.incrementAndGet();
                if (!sleep(100)) {
                    throw new InterruptedException();
                }
                return;
            }
            int heard = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("data: [DONE]")) {
                    answered.incrementAndGet();
                    return;
                }
                if (line.startsWith("data: ") && ++heard > patience) {
                    hungUp.incrementAndGet();
                    return;
                }
            }
            broken.incrementAndGet();
        }
    }

    private static boolean sleep(int millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Nobody asks anew; whoever waits gives up after a while. */
    void stop() throws InterruptedException {
        running = false;
        for (Thread caller : callers) {
            if (!caller.join(Duration.ofSeconds(10))) {
                caller.interrupt();
            }
        }
        http.shutdownNow();
    }
}
