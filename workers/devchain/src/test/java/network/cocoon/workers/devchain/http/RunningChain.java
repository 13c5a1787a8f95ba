package network.cocoon.workers.devchain.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import network.cocoon.workers.devchain.chain.Chain;
import network.cocoon.workers.devchain.chain.ChainSettings;
import network.cocoon.workers.tvm.Tvm;

/** A chain behind its server, in this process. */
final class RunningChain implements AutoCloseable {

    private final Tvm tvm;
    private final Chain chain;
    private final DevchainServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningChain(Tvm tvm, Chain chain, DevchainServer server) {
        this.tvm = tvm;
        this.chain = chain;
        this.server = server;
    }

    static RunningChain start() throws IOException {
        Tvm tvm = Tvm.start();
        Chain chain = Chain.inMemory(ChainSettings.INSTANT, InstantSource.system(), tvm);
        return new RunningChain(tvm, chain, DevchainServer.start(chain, 0));
    }

    Chain chain() {
        return chain;
    }

    String endpoint() {
        return server.endpoint();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> from(String origin, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("Origin", origin)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    @Override
    public void close() throws IOException {
        http.close();
        server.close();
        chain.close();
        tvm.close();
    }
}
