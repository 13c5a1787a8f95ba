package network.cocoon.ui.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import network.cocoon.domain.attestation.Measurement;

/** The software TEE's process, asked over loopback HTTP as the worker asks it. */
public record TeeProcess(Child child, URI address, Path rootFile, Measurement measurement) {

    public static TeeProcess start(Folders folders, List<AutoCloseable> parts)
            throws IOException, InterruptedException {
        Child child = Child.start(
                "teesim",
                folders.logs(),
                folders.classPath("workers/teesim"),
                List.of("-Xmx128m"),
                "network.cocoon.workers.teesim.TeeSimMain",
                List.of("--dir", folders.teesim().toString(), "--port", "0"),
                line -> line.strip().matches("[0-9]+"));
        parts.add(child);
        URI address = URI.create(
                "http://127.0.0.1:" + child.awaitReady(Duration.ofSeconds(30)).strip());
        Path root = folders.teesim().resolve("simulated-root.der");
        Files.write(root, get(address.resolve("/root")));
        return new TeeProcess(child, address, root, Measurement.decode(get(address.resolve("/measurement"))));
    }

    private static byte[] get(URI uri) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException(uri + " answered " + answer.statusCode());
            }
            return answer.body();
        }
    }
}
