package network.cocoon.workers.gpu.boot;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import network.cocoon.client.chain.ChainOptions;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.worker.WorkerCommand;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import network.cocoon.workers.gpu.decoder.Precision;
import network.cocoon.workers.gpu.doctor.GpuLook;
import network.cocoon.workers.gpu.embedded.EngineLimits;
import network.cocoon.workers.gpu.embedded.KvMemory;
import network.cocoon.workers.gpu.engine.Engine;
import network.cocoon.workers.gpu.tee.CollateralFile;
import network.cocoon.workers.gpu.tee.CollateralFrom;
import network.cocoon.workers.gpu.tee.GpuCommand;
import network.cocoon.workers.gpu.tee.GpuEvidenceSource;
import network.cocoon.workers.gpu.tee.OperatorCollateral;
import network.cocoon.workers.gpu.tee.QuoteSource;
import network.cocoon.workers.gpu.tee.SimulatedTee;
import network.cocoon.workers.gpu.tee.TdxGuest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an owner says on the command line of {@code cocoon-worker run}. */
final class RunOptions {

    static final String TDX = "tdx";

    private static final String SIMULATED = "simulated:";
    private static final String OPERATOR = "operator";
    private static final int MOST_DRAIN = 3600;
    private static final int MOST_SLOTS = 4096;

    @Option(
            names = "--operator",
            required = true,
            split = ",",
            paramLabel = "URL",
            description = "The operator's address; several nodes with commas between them.")
    @SuppressWarnings("NullAway.Init")
    List<URI> operator;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where identity and bookmark are kept (default: ${DEFAULT-VALUE}).")
    Path data = Path.of(System.getProperty("user.home"), ".cocoon", "worker");

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "A Hugging Face model directory (config.json, tokenizer.json, *.safetensors).")
    @Nullable Path model;

    @Option(names = "--model-id", paramLabel = "NAME", description = "The name apps ask for (default: the folder's).")
    @Nullable String modelId;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = "embedded (DJL, the default), upstream (a server on this machine) or echo (no model).")
    String engine = "embedded";

    @Option(
            names = "--upstream",
            paramLabel = "URL",
            description =
                    "With --engine upstream: an OpenAI-compatible server on loopback that serves the same --model.")
    @Nullable URI upstream;

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description = "How the embedded engine keeps weights: f32, bf16, int8 or int4 (default: ${DEFAULT-VALUE}).")
    String dtype = "bf16";

    @Option(
            names = "--context",
            paramLabel = "N",
            description =
                    "So many tokens of prompt and answer together for each slot (default: what --kv-memory gives; at most "
                            + "the model's).")
    @Nullable Integer context;

    @Option(
            names = "--kv-memory",
            paramLabel = "SIZE",
            description =
                    "Memory for keys and values of all slots, like 6GiB, or 40%% of what the weights leave of the machine's "
                            + "(default: half). Too little for --slots and --context does not start.")
    String kvMemory = "50%";

    @Option(
            names = "--echo-pace-millis",
            paramLabel = "N",
            description = "With --engine echo: a pause before each word (default: ${DEFAULT-VALUE}).")
    int echoPaceMillis;

    @Option(
            names = "--tee",
            paramLabel = "TEE",
            description = "tdx (default), or simulated:URL of a software TEE for development.")
    String tee = "tdx";

    @Option(
            names = "--collateral",
            paramLabel = "FILE",
            description =
                    "With --tee tdx: a file with this platform's current collateral (default: ${DEFAULT-VALUE}), or "
                            + "'operator': the operator fetches it from Intel.")
    String collateral = "/var/lib/cocoon/collateral";

    @Option(
            names = "--gpu-evidence-command",
            split = ",",
            paramLabel = "PROGRAM",
            description =
                    "With --tee tdx: a program, its arguments after commas, that takes a nonce in hexadecimal as its last "
                            + "argument and prints the evidence of all GPUs and switches as JSON; needed where there is "
                            + "a GPU of NVIDIA.")
    List<String> gpuEvidence = List.of();

    @Option(
            names = "--enrolment-token-file",
            paramLabel = "FILE",
            description = "Needed once: the token from the owner's registration.")
    @Nullable Path enrolmentToken;

    @Option(
            names = "--wallet",
            paramLabel = "ADDRESS",
            description = "For doctor: the wallet that you expect to be paid for this worker.")
    @Nullable String wallet;

    @Option(names = "--gpu-type", paramLabel = "TYPE", description = "For example 'NVIDIA H100' (default: CPU only).")
    String gpuType = WorkerCommand.Register.CPU_ONLY;

    @Option(names = "--gpu-memory-mib", paramLabel = "MIB", description = "Memory of all GPUs (default: 0).")
    int gpuMemoryMib;

    @Option(
            names = "--uptime-permille",
            paramLabel = "N",
            description = "Expected uptime, 0 to 1000 (default: ${DEFAULT-VALUE}).")
    int uptimePermille = 950;

    @Option(
            names = "--coefficient",
            paramLabel = "N",
            description = "Price factor in 1/1000 of the list price (default: ${DEFAULT-VALUE}).")
    int coefficient = 1000;

    @Option(
            names = "--slots",
            paramLabel = "N",
            description =
                    "Requests that run at once, 1 to 256 in the embedded engine, to 4096 in others; the operator gives no more "
                            + "and lets the others wait (default: ${DEFAULT-VALUE}).")
    int slots = 2;

    @Option(
            names = "--drain-seconds",
            paramLabel = "N",
            description = "How long answers under way may take when the worker is told to stop, 0 to 3600 (default: "
                    + "${DEFAULT-VALUE}).")
    int drainSeconds = 30;

    @Option(
            names = "--trust-certificate",
            paramLabel = "PEM",
            description = "Trust this certificate of the operator's in place of the system's list.")
    @Nullable Path certificate;

    @Option(
            names = "--chain-servers",
            split = ",",
            paramLabel = "URL",
            description = "toncenter's API v2 (https://.../api/v2), commas between several: keys name a block of this "
                    + "chain, so that apps see by themselves that they are new.")
    List<URI> chainServers = List.of();

    @Option(
            names = "--chain-api-key-file",
            paramLabel = "FILE",
            description = "With --chain-servers: the key that they want.")
    @Nullable Path chainApiKey;

    @Option(
            names = "--chain-agree",
            paramLabel = "N",
            description = "So many of the chain's servers must say the same (default: ${DEFAULT-VALUE}).")
    int chainAgree = 1;

    @Option(
            names = "--registry",
            paramLabel = "ADDRESS",
            description = "On that chain: serves while it lists this software and model, at prices that it lists.")
    @Nullable String registry;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description =
                    "Serve Prometheus metrics at http://localhost:PORT/metrics, to this machine only (default: none).")
    @Nullable Integer metricsPort;

    @Option(
            names = "--registry-limit",
            paramLabel = "SECONDS",
            description = "What was read of the registry counts no longer than this (default: ${DEFAULT-VALUE}).")
    int registryLimit = (int) ChainOptions.LIMIT.toSeconds();

    /**
     * The engine that is named, with its model loaded.
     *
     * @param slots how many requests it answers at once
     * @throws IllegalArgumentException for what cannot be
     */
    Engine engine(int slots) throws InterruptedException {
        if (slots < 1 || slots > MOST_SLOTS) {
            throw new IllegalArgumentException("--slots is from 1 to " + MOST_SLOTS);
        }
        return switch (engine) {
            case Engines.ECHO -> Engines.echo(Duration.ofMillis(echoPaceMillis));
            case Engines.EMBEDDED -> {
                Precision precision = Precision.named(dtype)
                        .orElseThrow(() -> new IllegalArgumentException("--dtype is f32, bf16, int8 or int4"));
                // Nobody waits here: the operator gives no more requests than there are slots, and keeps the queue.
                var limits = new EngineLimits(
                        slots,
                        0,
                        context == null ? OptionalInt.empty() : OptionalInt.of(context),
                        KvMemory.parse(kvMemory));
                yield Engines.embedded(
                        directory(),
                        precision,
                        limits,
                        new SecureRandom(),
                        new LoadingLine(System.out, System::nanoTime));
            }
            case Engines.UPSTREAM -> {
                if (upstream == null) {
                    throw new IllegalArgumentException("--upstream URL is needed by the upstream engine");
                }
                yield Engines.upstream(upstream, directory(), slots);
            }
            default -> throw new IllegalArgumentException("--engine is embedded, upstream or echo");
        };
    }

    private Path directory() {
        if (model == null) {
            throw new IllegalArgumentException("--model DIR is needed by the " + engine + " engine");
        }
        return model;
    }

    /** Throws {@link IllegalArgumentException} for what cannot be. */
    Duration drain() {
        if (drainSeconds < 0 || drainSeconds > MOST_DRAIN) {
            throw new IllegalArgumentException("--drain-seconds is from 0 to " + MOST_DRAIN);
        }
        return Duration.ofSeconds(drainSeconds);
    }

    /** Throws {@link IllegalArgumentException} for what cannot be. */
    QuoteSource tee(OperatorCollateral.Shelf shelf) {
        if (tee.startsWith(SIMULATED)) {
            return simulated();
        }
        if (tee.equals(TDX)) {
            CollateralFrom from = collateral.equals(OPERATOR)
                    ? new OperatorCollateral(shelf)
                    : new CollateralFile(Path.of(collateral));
            return new TdxGuest(TdxGuest.REPORTS, from, new SecureRandom());
        }
        throw new IllegalArgumentException("--tee is tdx or simulated:URL");
    }

    /** A software TEE has a GPU of its own; on a real machine a program asks the real ones. */
    GpuEvidenceSource gpus() throws IOException {
        return gpuSource().open();
    }

    /** What {@link #gpus} will ask. Throws {@link IllegalArgumentException} for what cannot be. */
    GpuLook.Source gpuSource() {
        if (tee.startsWith(SIMULATED)) {
            SimulatedTee simulated = simulated();
            return () -> simulated;
        }
        return () -> GpuCommand.ofThisMachine(gpuEvidence);
    }

    private SimulatedTee simulated() {
        return new SimulatedTee(URI.create(tee.substring(SIMULATED.length())));
    }

    /** Throws {@link IllegalArgumentException} for what cannot be. */
    Optional<ChainOptions> chain() {
        if (chainServers.isEmpty()) {
            if (registry != null) {
                throw new IllegalArgumentException("--registry needs --chain-servers: nobody else says what is there");
            }
            return Optional.empty();
        }
        return Optional.of(new ChainOptions(
                chainServers,
                Optional.ofNullable(chainApiKey),
                chainAgree,
                Optional.ofNullable(registry).map(RunOptions::address),
                Duration.ofSeconds(registryLimit)));
    }

    private static TonAddress address(String text) {
        try {
            return TonAddress.parse(text);
        } catch (TonFormatException e) {
            throw new IllegalArgumentException("--registry is an address on TON: " + e.getMessage(), e);
        }
    }

    ModelId modelId(String fallback) {
        return new ModelId(modelId == null ? fallback : modelId);
    }
}
