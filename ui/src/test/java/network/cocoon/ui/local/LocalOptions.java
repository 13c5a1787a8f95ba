package network.cocoon.ui.local;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import network.cocoon.domain.kernel.Nanoton;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be said about a local network. */
final class LocalOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where everything is kept (default: .cocoon in the checkout).")
    @Nullable Path data;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "A Hugging Face model directory (default: our tiny model).")
    @Nullable Path model;

    @Option(names = "--model-id", paramLabel = "NAME", description = "What apps call it (default: the folder's name).")
    @Nullable String modelId;

    @Option(names = "--model-family", paramLabel = "NAME", description = "Its family (default: ${DEFAULT-VALUE}).")
    String family = "Cocoon";

    @Option(names = "--engine", paramLabel = "NAME", description = "embedded or echo (default: ${DEFAULT-VALUE}).")
    String engine = "embedded";

    @Option(
            names = "--echo-pace-millis",
            paramLabel = "N",
            description = "With --engine echo: a pause before each word (default: ${DEFAULT-VALUE}).")
    int echoPaceMillis;

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "Requests the worker runs at once (default: ${DEFAULT-VALUE}).")
    int slots = 4;

    @Option(names = "--port", paramLabel = "N", description = "The OpenAI-compatible API (default: ${DEFAULT-VALUE}).")
    int port = Ports.DEFAULT.openAi();

    @Option(
            names = "--console-port",
            paramLabel = "N",
            description = "Console and command API (default: ${DEFAULT-VALUE}).")
    int consolePort = Ports.DEFAULT.console();

    @Option(
            names = "--database-port",
            paramLabel = "N",
            description = "Embedded PostgreSQL (default: ${DEFAULT-VALUE}).")
    int databasePort = Ports.DEFAULT.database();

    @Option(names = "--chain-port", paramLabel = "N", description = "Local TON chain (default: ${DEFAULT-VALUE}).")
    int chainPort = Ports.DEFAULT.chain();

    @Option(
            names = "--no-chain",
            description = "Without the local TON chain: credit is then backed by nothing, and nobody is paid.")
    boolean noChain;

    /** Of an app's voucher, nanoton; with a test's prices other steps make sense. */
    long step = 10_000_000_000L;

    /** Of a token. */
    Nanoton price = NetworkSetup.PRICE;

    /** More of the operator's settings, for tests. */
    final Map<String, String> operator = new LinkedHashMap<>();

    Ports ports() {
        return new Ports(consolePort, port, databasePort, chainPort);
    }

    void use(Ports ports) {
        consolePort = ports.console();
        port = ports.openAi();
        databasePort = ports.database();
        chainPort = ports.chain();
    }
}
