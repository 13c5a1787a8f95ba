package network.cocoon.ui.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import network.cocoon.wire.json.CocoonJson;
import network.cocoon.wire.ton.TonAddress;

/** The local TON chain, a process of its own: the real TVM, coins that are worth nothing. */
record ChainProcess(Child child, int port) {

    static ChainProcess start(Folders folders, int port) throws IOException, InterruptedException {
        Child child = Child.start(
                "chain",
                folders.logs(),
                folders.classPath("workers/devchain"),
                List.of("-Xmx512m"),
                "network.cocoon.workers.devchain.DevchainMain",
                List.of("--dir", folders.chain().toString(), "--port", Integer.toString(port)),
                line -> line.startsWith("http"));
        try {
            child.awaitReady(Duration.ofSeconds(90));
            return new ChainProcess(child, port);
        } catch (RuntimeException | InterruptedException e) {
            child.close();
            throw e;
        }
    }

    /** Of toncenter's API. */
    static URI api(int port) {
        return URI.create("http://127.0.0.1:" + port + "/api/v2");
    }

    /** As a page to look at. */
    URI explorer() {
        return URI.create("http://localhost:" + port + "/");
    }

    void give(TonAddress to, int ton) throws IOException, InterruptedException {
        ask(HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/faucet?address=" + to.raw() + "&ton=" + ton))
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** Sets the chain's clock forward. */
    void advance(Duration time) throws IOException, InterruptedException {
        ask(HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/devchain/advance?seconds=" + time.toSeconds()))
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** Nanoton. */
    long balance(TonAddress of) throws IOException, InterruptedException {
        String answer = ask(HttpRequest.newBuilder(URI.create(api(port) + "/getAddressBalance?address=" + of.raw())));
        return CocoonJson.mapper().readTree(answer).path("result").asLong();
    }

    private static String ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("the chain answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        }
    }
}
