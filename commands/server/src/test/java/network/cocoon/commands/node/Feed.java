package network.cocoon.commands.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import network.cocoon.commands.TestNetwork.Worker;
import network.cocoon.commands.TestServer;
import network.cocoon.wire.api.WorkerApi.AssignmentNotice;
import network.cocoon.wire.json.CocoonJson;
import org.jspecify.annotations.Nullable;

/** A worker's feed from one node. */
final class Feed implements AutoCloseable {

    record Item(String index, AssignmentNotice notice) {}

    private final HttpClient http;
    private final BufferedReader lines;

    private Feed(HttpClient http, BufferedReader lines) {
        this.http = http;
        this.lines = lines;
    }

    static Feed of(TestServer server, Worker worker, @Nullable String after) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest.Builder request =
                server.request("/v1/workers/" + worker.worker() + "/assignments", worker.apiKey());
        if (after != null) {
            request.header("Last-Event-ID", after);
        }
        var body = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .body();
        Feed feed = new Feed(http, new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)));
        // The first heartbeat says that the node listens for this worker.
        feed.line();
        return feed;
    }

    Item next() throws IOException {
        String index = "";
        while (true) {
            String line = line();
            if (line.startsWith("id: ")) {
                index = line.substring(4);
            } else if (line.startsWith("data: ")) {
                return new Item(index, CocoonJson.mapper().readValue(line.substring(6), AssignmentNotice.class));
            }
        }
    }

    private String line() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException("the feed has ended");
        }
        return line;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
