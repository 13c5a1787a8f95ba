package network.cocoon.ui.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where things are in a checkout, and where the local network keeps its own.
 *
 * @param checkout the folder with mvnw
 * @param data     {@code .cocoon} in it, unless told otherwise
 */
public record Folders(Path checkout, Path data) {

    public static Folders ofCheckout() {
        Path dir = Path.of("").toAbsolutePath();
        while (dir != null && !Files.exists(dir.resolve("mvnw"))) {
            dir = dir.getParent();
        }
        if (dir == null) {
            throw new LocalNetworkException("Start the local network from inside the checkout (the folder with mvnw).");
        }
        return new Folders(dir, dir.resolve(".cocoon"));
    }

    public Folders withData(Path other) {
        return new Folders(checkout, other.toAbsolutePath());
    }

    public Path operator() {
        return data.resolve("operator");
    }

    /** Written by the embedded PostgreSQL, readable by its owner only. */
    public Path databasePassword() {
        return operator().resolve("postgres").resolve("password");
    }

    public Path teesim() {
        return data.resolve("teesim");
    }

    public Path worker() {
        return data.resolve("worker");
    }

    public Path client() {
        return data.resolve("client");
    }

    public Path release() {
        return data.resolve("release");
    }

    public Path chain() {
        return data.resolve("chain");
    }

    public Path provider() {
        return data.resolve("provider");
    }

    public Path logs() {
        return data.resolve("logs");
    }

    public Path tinyModel() {
        return checkout.resolve("workers/gpu/src/main/models/cocoon-tiny");
    }

    /** Classes of a module and everything it needs, as the build wrote it down; then the tether. */
    public List<Path> classPath(String module) throws IOException {
        Path target = checkout.resolve(module).resolve("target");
        Path list = target.resolve("class-path");
        if (!Files.exists(list)) {
            throw new LocalNetworkException(list + " is missing. Build first: ./mvnw test-compile");
        }
        List<Path> path = new ArrayList<>();
        path.add(target.resolve("classes"));
        for (String entry : Files.readString(list).strip().split(java.io.File.pathSeparator, -1)) {
            path.add(Path.of(entry));
        }
        path.add(checkout.resolve("ui/target/test-classes"));
        return path;
    }

    public void delete() throws IOException {
        if (!Files.exists(data)) {
            return;
        }
        try (Stream<Path> all = Files.walk(data)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
