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
record Folders(Path checkout, Path data) {

    static Folders ofCheckout() {
        Path dir = Path.of("").toAbsolutePath();
        while (dir != null && !Files.exists(dir.resolve("mvnw"))) {
            dir = dir.getParent();
        }
        if (dir == null) {
            throw new LocalNetworkException("Start the local network from inside the checkout (the folder with mvnw).");
        }
        return new Folders(dir, dir.resolve(".cocoon"));
    }

    Folders withData(Path other) {
        return new Folders(checkout, other.toAbsolutePath());
    }

    Path operator() {
        return data.resolve("operator");
    }

    /** Written by the embedded PostgreSQL, readable by its owner only. */
    Path databasePassword() {
        return operator().resolve("postgres").resolve("password");
    }

    Path teesim() {
        return data.resolve("teesim");
    }

    Path worker() {
        return data.resolve("worker");
    }

    Path client() {
        return data.resolve("client");
    }

    Path release() {
        return data.resolve("release");
    }

    Path provider() {
        return data.resolve("provider");
    }

    Path logs() {
        return data.resolve("logs");
    }

    Path tinyModel() {
        return checkout.resolve("workers/gpu/src/main/models/cocoon-tiny");
    }

    /** Classes of a module and everything it needs, as the build wrote it down; then the tether. */
    List<Path> classPath(String module) throws IOException {
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

    void delete() throws IOException {
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
