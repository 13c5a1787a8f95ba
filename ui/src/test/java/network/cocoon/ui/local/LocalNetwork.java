package network.cocoon.ui.local;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.eventstore.postgres.EmbeddedPostgres;
import network.cocoon.ui.CocoonOperator;
import network.cocoon.wire.json.CocoonJson;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.keystore.KeystoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The operator in this process; the software TEE, the GPU worker and the app's sidecar each in one of their own, so that
 * no process of the operator ever holds a prompt, here no more than in production.
 */
final class LocalNetwork implements AutoCloseable {

    private static final int COINS = 1_000;

    private final Folders folders;
    private final LocalOptions options;
    private final PrintStream out;
    private final Stages stages;
    private final List<AutoCloseable> parts = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable ConfigurableApplicationContext operator;
    private @Nullable TeeProcess trusted;
    private final boolean withChain;
    private final CompletableFuture<NetworkWallet> wallet = new CompletableFuture<>();
    private volatile @Nullable ChainProcess chain;
    private volatile CompletableFuture<Optional<TonAddress>> registry =
            CompletableFuture.completedFuture(Optional.empty());
    private @Nullable Child worker;
    private @Nullable Child client;

    private LocalNetwork(Folders folders, LocalOptions options, PrintStream out) {
        this.folders = folders;
        this.options = options;
        this.out = out;
        this.stages = new Stages(out);
        // One that began without a chain goes on so: an account's credit is of one kind for ever.
        boolean began = Files.exists(folders.client().resolve("account"));
        this.withChain = !options.noChain && (!began || Files.exists(folders.chain()));
    }

    /** Returns when a prompt would be answered. Throws {@link LocalNetworkException}, having stopped what it started. */
    static LocalNetwork start(Folders folders, LocalOptions options, PrintStream out) {
        options.ports().requireFree();
        if (!options.noChain) {
            options.ports().requireChainFree();
        }
        LocalNetwork network = new LocalNetwork(folders, options, out);
        try {
            network.startAll();
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private void startAll() {
        CompletableFuture<Digest> digest = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                digest.complete(stages.run("model hashed", () -> WorkerProcess.modelDigest(folders, model(), options)));
            } catch (RuntimeException e) {
                digest.completeExceptionally(e);
            }
        });
        CompletableFuture<Void> coins = withChain ? CompletableFuture.runAsync(this::startChain) : done();
        TeeProcess tee = stages.run("software TEE", () -> TeeProcess.start(folders, parts));
        trusted = tee;
        stages.run("PostgreSQL and operator", () -> startOperator(tee));
        OperatorApi operator = stages.run("operator answers", () -> OperatorApi.at(operatorUri()));
        parts.add(operator);
        NetworkSetup setup = new NetworkSetup(operator, folders);
        stages.run("release manifest, model, price", () -> {
            setup.apply(tee.measurement(), modelId(), options.family, digest.join(), contextTokens(), options.price);
            return true;
        });
        registry = coins.thenApply(_ -> publish());
        CompletableFuture<Void> sidecar = CompletableFuture.runAsync(this::startClient)
                .thenCombine(coins, (_, _) -> null)
                .thenRun(() -> payIn(operator));
        startWorker(tee, setup);
        sidecar.join();
        registry.join();
    }

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    private void startChain() {
        try {
            wallet.complete(NetworkWallet.of(folders));
        } catch (IOException | KeystoreException e) {
            wallet.completeExceptionally(e);
        }
        chain = stages.run("local TON chain", () -> ChainProcess.start(folders, options.chainPort));
        keep("local TON chain", started(chain).child());
        stages.run("coins for the network's wallet", () -> {
            TonAddress address = wallet.join().address();
            if (started(chain).balance(address) == 0) {
                started(chain).give(address, COINS);
            }
            LocalExit.of(folders, wallet.join()).payIn(started(chain));
            return true;
        });
    }

    private void payIn(OperatorApi operator) {
        if (chain != null) {
            stages.run("escrow paid in", () -> new AppWallet(folders).payIn(operator, started(chain)));
        }
    }

    private Optional<TonAddress> publish() {
        return withChain
                ? Optional.of(stages.run("lists published on chain", () -> new RegistryOwner(folders)
                        .deploy(operatorUri(), started(chain))))
                : Optional.empty();
    }

    private boolean startOperator(TeeProcess tee) throws IOException {
        Files.createDirectories(folders.operator());
        Optional<NetworkWallet> pays = withChain ? Optional.of(wallet.join()) : Optional.empty();
        ConfigurableApplicationContext context = new SpringApplicationBuilder(CocoonOperator.class)
                .run(OperatorSettings.of(folders, options, tee.rootFile(), pays));
        parts.add(context);
        operator = context;
        return true;
    }

    /** Ends the operator and its database; everything else goes on. */
    void stopOperator() {
        started(operator).close();
    }

    /** Starts it again. */
    void restartOperator() {
        stages.run("operator again", () -> startOperator(started(trusted)));
    }

    /** Starts the GPU worker; again after a test killed it. */
    void startWorker(TeeProcess tee, NetworkSetup setup) {
        worker = stages.run(
                "GPU worker attested",
                () -> WorkerProcess.start(
                        folders, options, operatorUri(), tee, model(), modelId(), setup.owner(), chainArguments()));
        keep("GPU worker", worker);
    }

    private void startClient() {
        client = stages.run(
                "app's sidecar",
                () -> ClientProcess.start(folders, options, operatorUri(), appWallet(), chainArguments()));
        keep("app's sidecar", client);
    }

    /** By which sidecar and worker read the chain themselves; it may still be starting. */
    private List<String> chainArguments() {
        List<String> arguments = new ArrayList<>();
        if (withChain) {
            arguments.addAll(List.of(
                    "--chain-servers", ChainProcess.api(options.chainPort).toString()));
            registry().ifPresent(it -> arguments.addAll(List.of("--registry", it.raw())));
        }
        return arguments;
    }

    private Optional<TonAddress> appWallet() throws IOException {
        return withChain ? Optional.of(new AppWallet(folders).address()) : Optional.empty();
    }

    /** Says so when a role ends by itself: nothing would answer any more, and nobody looks into logs unasked. */
    private void keep(String role, Child child) {
        parts.add(child);
        Thread.ofVirtual().name(role + "-watch").start(() -> {
            child.onExit().join();
            if (!closed.get()) {
                out.println("The " + role + " ended. See " + child.log() + ", then start the network again.");
                out.flush();
            }
        });
    }

    private Path model() {
        return options.model == null ? folders.tinyModel() : options.model.toAbsolutePath();
    }

    /** As the model's own configuration says; the echo engine has no limit worth naming. */
    private int contextTokens() throws IOException {
        if (options.engine.equals("echo")) {
            return 1 << 20;
        }
        return CocoonJson.mapper()
                .readTree(Files.readAllBytes(model().resolve("config.json")))
                .path("max_position_embeddings")
                .asInt(4096);
    }

    private ModelId modelId() {
        if (options.modelId != null) {
            return new ModelId(options.modelId);
        }
        return new ModelId(
                options.engine.equals("echo") ? "echo" : model().getFileName().toString());
    }

    /** The contract that lists what the network allows, once all of it is there; none without a chain. */
    Optional<TonAddress> registry() {
        return registry.join();
    }

    URI operatorUri() {
        return URI.create("http://127.0.0.1:" + options.consolePort);
    }

    URI openAiUri() {
        return URI.create("http://localhost:" + options.port + "/v1");
    }

    /** The sidecar's bearer key, which this machine's owner may read. */
    String openAiKey() {
        return ClientProcess.key(folders);
    }

    String databaseUrl() {
        return "jdbc:postgresql://127.0.0.1:" + options.databasePort + "/cocoon";
    }

    Folders folders() {
        return folders;
    }

    Stages stages() {
        return stages;
    }

    /** A part of the running operator, for tests that compare it with what others say. */
    <T> T part(Class<T> type) {
        return started(operator).getBean(type);
    }

    ChainProcess chain() {
        return started(chain);
    }

    Child worker() {
        return started(worker);
    }

    Child client() {
        return started(client);
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("not started");
        }
        return part;
    }

    void printReady(PrintStream out) {
        out.println();
        out.printf("Cocoon is ready after %.1f s.%n", stages.total().toMillis() / 1000.0);
        out.println("  Console     http://localhost:" + options.consolePort + "     (user operator; password in "
                + folders.operator().resolve("console-password") + " until you change it)");
        out.println("  OpenAI API  " + openAiUri());
        out.println("  Logs        " + folders.logs());
        if (chain != null) {
            out.println(
                    "  TON         " + started(chain).explorer() + "     (a local chain: its coins are worth nothing)");
        }
        out.println("  The TEE is SIMULATED" + (chain == null ? " and the credit is backed by nothing" : "")
                + ": for development only.");
        out.println();
        out.println("Paste this:");
        out.println("curl -N " + openAiUri() + "/chat/completions -H 'Authorization: Bearer " + openAiKey()
                + "' -H 'Content-Type: application/json' -d '{\"model\":\"" + modelId()
                + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"What is Cocoon?\"}]}'");
        out.println();
        out.flush();
    }

    /** The database of a network that was killed may still run; a folder in use must not be deleted. */
    static void stopDatabase(Folders folders, Ports ports) {
        Path data = folders.operator().resolve("postgres");
        if (Files.exists(data)) {
            EmbeddedPostgres.start(data, ports.database()).close();
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        // The last started leave first: the worker drains while the operator still listens.
        for (AutoCloseable part : parts.reversed()) {
            try {
                part.close();
            } catch (Exception e) {
                System.err.println("while stopping: " + e.getMessage());
            }
        }
    }
}
