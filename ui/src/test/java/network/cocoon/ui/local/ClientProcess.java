package network.cocoon.ui.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.wire.ton.TonAddress;

/** The app's sidecar, a process of its own: the only one here that sees a prompt besides the worker. */
final class ClientProcess {

    private ClientProcess() {}

    /**
     * @param wallet whose money the escrow gets; none where there is no chain
     * @param chain  arguments that name the chain
     */
    static Child start(
            Folders folders, LocalOptions options, URI operator, Optional<TonAddress> wallet, List<String> chain)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--operator",
                operator.toString(),
                "--data",
                folders.client().toString(),
                "--port",
                Integer.toString(options.port),
                "--model-family",
                options.family,
                "--release-keys",
                folders.release().resolve("release-keys").toString(),
                "--simulated-root",
                folders.teesim().resolve("simulated-root.der").toString(),
                "--credit",
                Long.toString(options.step),
                "--allow-open-platforms"));
        arguments.addAll(chain);
        wallet.ifPresent(it -> arguments.addAll(List.of("--wallet", it.raw())));
        Child child = Child.start(
                "client",
                folders.logs(),
                folders.classPath("commands/client"),
                List.of("-Xmx256m"),
                "network.cocoon.client.ClientMain",
                arguments,
                line -> line.startsWith("READY "));
        try {
            String ready = child.awaitReady(Duration.ofSeconds(60));
            Files.writeString(
                    folders.client().resolve("local-key-file"),
                    ready.replaceFirst(".*key-file=", "").strip());
            return child;
        } catch (RuntimeException | InterruptedException e) {
            child.close();
            throw e;
        }
    }

    static String key(Folders folders) {
        try {
            Path file = Path.of(Files.readString(folders.client().resolve("local-key-file")));
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
