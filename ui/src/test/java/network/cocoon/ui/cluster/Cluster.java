package network.cocoon.ui.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.ui.local.AuditRun;
import network.cocoon.ui.local.Child;
import network.cocoon.ui.local.Folders;
import network.cocoon.ui.local.NetworkSetup;
import network.cocoon.ui.local.TeeProcess;

/**
 * A whole network with the echo engine: PostgreSQL, server nodes, GPU workers and sidecars, every one a process. Whoever
 * holds a cluster may kill, pause and restart its members; closing it ends them all.
 */
public final class Cluster implements AutoCloseable {

    public static final ModelId MODEL = new ModelId("echo");

    private static final String FAMILY = "Cocoon";
    private static final int CONTEXT = 1 << 20;

    /**
     * @param slots      of each worker
     * @param paceMillis the echo engine's pause before each word
     */
    public record Size(int nodes, int workers, int slots, int clients, int paceMillis) {}

    /**
     * How the others reach a node, and what more the nodes are told.
     *
     * @param client   where a client finds the node that listens at this address
     * @param worker   the same for a worker
     * @param settings of every node, {@code key=value}
     */
    public record Wiring(UnaryOperator<URI> client, UnaryOperator<URI> worker, List<String> settings) {

        static final Wiring DIRECT = new Wiring(UnaryOperator.identity(), UnaryOperator.identity(), List.of());
    }

    private final Folders folders;
    private final Size size;
    private final Wiring wiring;
    private final Database database;
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final List<Role> nodes = new ArrayList<>();
    private final List<Role> workers = new ArrayList<>();
    private final List<Role> clients = new ArrayList<>();
    private final List<URI> nodeAddresses = new ArrayList<>();
    private final List<URI> clientSide = new ArrayList<>();
    private final List<URI> workerSide = new ArrayList<>();
    private final List<Integer> clientPorts = new ArrayList<>();

    private Cluster(Folders folders, Size size, Wiring wiring) {
        this.folders = folders;
        this.size = size;
        this.wiring = wiring;
        this.database = new Database(folders.operator().resolve("postgres"));
    }

    /** Returns when a prompt would be answered. */
    public static Cluster start(Path data, Size size) throws IOException, InterruptedException {
        return start(data, size, Wiring.DIRECT);
    }

    /** Returns when a prompt would be answered. */
    public static Cluster start(Path data, Size size, Wiring wiring) throws IOException, InterruptedException {
        Cluster cluster = new Cluster(Folders.ofCheckout().withData(data), size, wiring);
        try {
            cluster.startAll();
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void startAll() throws IOException, InterruptedException {
        Files.createDirectories(folders.operator());
        database.start();
        TeeProcess tee = TeeProcess.start(folders, parts);
        for (int i = 1; i <= size.nodes(); i++) {
            nodes.add(node(i, tee));
        }
        // The first one makes the schema and the keys that all nodes share.
        nodes.getFirst().start();
        Digest model = echoDigest();
        OperatorApi operator = OperatorApi.at(nodeAddresses.getFirst());
        parts.add(operator);
        NetworkSetup setup = new NetworkSetup(operator, folders);
        setup.apply(tee.measurement(), MODEL, FAMILY, model, CONTEXT, NetworkSetup.PRICE);
        List<Child> starting = new ArrayList<>();
        for (Role node : nodes.subList(1, nodes.size())) {
            starting.add(node.begin());
        }
        for (int i = 1; i <= size.workers(); i++) {
            Role worker = worker(i, tee, setup);
            workers.add(worker);
            starting.add(worker.begin());
        }
        for (int i = 1; i <= size.clients(); i++) {
            Role client = client(i);
            clients.add(client);
            starting.add(client.begin());
        }
        for (Child child : starting) {
            child.awaitReady(Duration.ofMinutes(2));
        }
    }

    private Role node(int number, TeeProcess tee) throws IOException {
        int port = freePort();
        URI address = URI.create("http://127.0.0.1:" + port);
        nodeAddresses.add(address);
        clientSide.add(wiring.client().apply(address));
        workerSide.add(wiring.worker().apply(address));
        return new Role(
                "node-" + number,
                folders,
                "ui",
                "network.cocoon.ui.CocoonOperator",
                List.of("-Xmx512m"),
                () -> concat(
                        wiring.settings().stream().map(setting -> "--" + setting),
                        "--cocoon.mode=local",
                        "--cocoon.apps.unbacked-credit=true",
                        "--cocoon.data-dir=" + folders.operator(),
                        "--cocoon.database.url=" + database.jdbcUrl(),
                        "--cocoon.database.user=" + database.user(),
                        "--cocoon.database.password=" + database.password(),
                        "--cocoon.attestation.simulated-root=" + tee.rootFile(),
                        "--server.port=" + port,
                        "--cocoon.node.drain=5s",
                        "--spring.main.banner-mode=off"),
                line -> line.contains("Started CocoonOperator"));
    }

    private Role worker(int number, TeeProcess tee, NetworkSetup setup) {
        Path data = folders.data().resolve("worker-" + number);
        return new Role(
                "worker-" + number,
                folders,
                "workers/gpu",
                "network.cocoon.workers.gpu.WorkerMain",
                List.of("-Xmx256m"),
                () -> {
                    List<String> arguments = new ArrayList<>(List.of(
                            "run",
                            "--operator",
                            operators(number, workerSide),
                            "--data",
                            data.toString(),
                            "--model-id",
                            MODEL.value(),
                            "--engine",
                            "echo",
                            "--echo-pace-millis",
                            Integer.toString(size.paceMillis()),
                            "--slots",
                            Integer.toString(size.slots()),
                            "--tee",
                            "simulated:" + tee.address()));
                    if (!Files.exists(data.resolve("identity"))) {
                        arguments.add("--enrolment-token-file");
                        arguments.add(setup.owner().enrolmentToken().toString());
                    }
                    return arguments;
                },
                line -> line.startsWith("READY "));
    }

    private Role client(int number) throws IOException {
        int port = freePort();
        clientPorts.add(port);
        return new Role(
                "client-" + number,
                folders,
                "commands/client",
                "network.cocoon.client.ClientMain",
                List.of("-Xmx256m"),
                () -> {
                    List<String> arguments = new ArrayList<>(List.of("run", "--port", Integer.toString(port)));
                    arguments.addAll(clientOptions(number));
                    return arguments;
                },
                line -> line.startsWith("READY "));
    }

    /** What a command of the client needs to act as the cluster's client of this number, from 1. */
    public List<String> clientOptions(int number) {
        return List.of(
                "--operator",
                operators(number, clientSide),
                "--data",
                folders.data().resolve("client-" + number).toString(),
                "--model-family",
                FAMILY,
                "--requests-per-day",
                "10000000",
                "--release-keys",
                folders.release().resolve("release-keys").toString(),
                "--simulated-root",
                folders.teesim().resolve("simulated-root.der").toString(),
                "--allow-open-platforms");
    }

    /** All nodes, beginning with another one for each. */
    private static String operators(int number, List<URI> nodes) {
        return Stream.iterate(0, i -> i + 1)
                .limit(nodes.size())
                .map(i -> nodes.get((i + number - 1) % nodes.size()))
                .map(URI::toString)
                .collect(Collectors.joining(","));
    }

    private Digest echoDigest() throws IOException, InterruptedException {
        Role digest = new Role(
                "model-digest",
                folders,
                "workers/gpu",
                "network.cocoon.workers.gpu.WorkerMain",
                List.of("-Xmx128m"),
                () -> List.of("model", "digest", "--engine", "echo"),
                line -> line.strip().matches("[0-9a-f]{64}"));
        try (Child child = digest.begin()) {
            return new Digest(child.awaitReady(Duration.ofMinutes(1)).strip());
        }
    }

    public Database database() {
        return database;
    }

    public List<Member> nodes() {
        return List.copyOf(nodes);
    }

    public List<Member> workers() {
        return List.copyOf(workers);
    }

    public List<Member> clients() {
        return List.copyOf(clients);
    }

    /** The id under which a worker, from 0, is enrolled. */
    public String workerId(int index) throws IOException {
        Path identity = folders.data().resolve("worker-" + (index + 1)).resolve("identity");
        return Files.readAllLines(identity).getFirst();
    }

    /** Tells a worker, from 0, to stop, as a service manager does (SIGTERM); completes with its exit status. */
    public CompletableFuture<Integer> terminateWorker(int index) throws IOException, InterruptedException {
        return workers.get(index).terminate();
    }

    /** A node's console and API, from 0. */
    public URI node(int index) {
        return nodeAddresses.get(index);
    }

    /** A sidecar's OpenAI-compatible API, from 0. */
    public URI openAi(int index) {
        return URI.create("http://127.0.0.1:" + clientPorts.get(index) + "/v1");
    }

    /** The bearer key of that sidecar. */
    public String openAiKey(int index) throws IOException {
        return Files.readString(folders.data().resolve("client-" + (index + 1)).resolve("sidecar.key"))
                .strip();
    }

    public Folders folders() {
        return folders;
    }

    /** The auditor over the log as it is now. */
    public AuditRun audit() throws IOException, InterruptedException {
        return AuditRun.of(folders, database.jdbcUrl());
    }

    @Override
    public void close() {
        // Clients first, PostgreSQL last: nobody is left without whom it needs.
        Stream.of(clients, workers, nodes).flatMap(List::stream).toList().parallelStream()
                .filter(Member::isRunning)
                .forEach(Role::stop);
        for (AutoCloseable part : parts.reversed()) {
            try {
                part.close();
            } catch (Exception e) {
                throw new ClusterException("a part of the cluster does not stop", e);
            }
        }
        database.stop();
    }

    private static List<String> concat(Stream<String> first, String... then) {
        return Stream.concat(first, Stream.of(then)).toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
