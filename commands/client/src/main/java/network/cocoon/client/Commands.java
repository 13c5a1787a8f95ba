package network.cocoon.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import network.cocoon.client.account.AppAccount;
import network.cocoon.client.account.DataFolder;
import network.cocoon.client.ask.Asker;
import network.cocoon.client.bench.Bench;
import network.cocoon.client.bench.BenchOptions;
import network.cocoon.client.chain.ChainAccess;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.client.http.ServerTrust;
import network.cocoon.client.sidecar.Sidecar;
import network.cocoon.client.trust.Attestations;
import network.cocoon.client.trust.ReleaseKeyFile;
import network.cocoon.client.trust.Releases;
import network.cocoon.client.trust.WorkerVerifier;
import network.cocoon.domain.account.EscrowExit;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.account.SignedVoucher;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.attestation.ReleaseKeys;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.api.AppApi;
import network.cocoon.wire.api.EscrowApi;
import network.cocoon.wire.api.NetworkApi.NetworkInfo;
import network.cocoon.wire.escrow.TransferLink;

/** What each command does, wired from its options. Standard output is for machines, standard error for people. */
final class Commands {

    private static final String RELEASE_KEYS = "release-keys";
    private static final int MAX_ROOT = 64 * 1024;
    private static final Duration FIRST_READING = Duration.ofSeconds(20);
    private static final Nanoton DEPOSIT = Nanoton.of(10_000_000_000L);

    private final Options options;
    private final SecureRandom random;
    private final InstantSource clock;
    private final PrintStream out;
    private final PrintStream err;

    Commands(Options options, SecureRandom random, InstantSource clock, PrintStream out, PrintStream err) {
        this.options = options;
        this.random = random;
        this.clock = clock;
        this.out = out;
        this.err = err;
    }

    void run() throws IOException {
        Optional<URI> sidecar = options.bench().flatMap(BenchOptions::openai);
        if (sidecar.isPresent()) {
            bench().run(sidecar.get());
            return;
        }
        ServerTrust trust = options.operatorCertificates()
                .<ServerTrust>map(ServerTrust.Pinned::new)
                .orElseGet(ServerTrust.JdkRoots::new);
        try (OperatorApi operator = OperatorApi.at(options.operator(), trust)) {
            DataFolder folder = new DataFolder(options.data(), random);
            AppAccount account =
                    reached(() -> AppAccount.open(operator, folder, options.account(), clock, err::println));
            switch (options.command()) {
                case REGISTER -> status(account);
                case STATUS -> status(account);
                case ESCROW -> escrow(account.escrow(folder));
                case ATTESTATION -> attestation(operator, folder, account);
                case RUN -> serve(operator, folder, account);
                case BENCH -> {
                    Releases releases = releases(operator, folder);
                    try (Chain chain = chain(operator, folder)) {
                        bench().run(askers(operator, account, releases, verifier(releases, chain)));
                    }
                }
            }
        }
    }

    private void status(AppAccount account) throws IOException {
        AppApi.AppStatus status = account.calls().status();
        out.println("account     " + status.account());
        out.println("families    " + String.join(", ", status.modelFamilies()));
        out.println("authorised  " + status.authorized() + " nanoton");
        out.println("available   " + status.available() + " nanoton");
        out.println("reserved    " + status.reserved() + " nanoton");
        out.println("spent       " + status.spent() + " nanoton");
        out.println("today       " + status.requestsToday() + " of " + status.requestsPerDay() + " requests");
    }

    /** The links are made here, from what was signed: an operator's could lead elsewhere. */
    private void escrow(EscrowApi.EscrowStatus status) {
        EscrowOpening opening = status.opening();
        out.println("address     " + status.address());
        out.println("owner       " + opening.payer());
        out.println("held        " + status.held() + " nanoton");
        out.println("redeemed    " + status.claimed() + " nanoton");
        SignedVoucher head = status.head();
        out.println("voucher     "
                + (head == null ? "none" : head.cumulative() + " nanoton in all, until " + head.validUntil()));
        EscrowExit exit = status.exit();
        if (exit != null) {
            out.println("leaving     asked to " + (exit.newKey() == null ? "close" : "change the voucher key")
                    + "; from " + exit.deadline() + " on anyone may finish it");
        }
        out.println("pay in      " + TransferLink.deposit(opening, DEPOSIT));
        out.println("close       " + TransferLink.askToClose(opening));
        out.println("finish      " + TransferLink.finish(opening));
    }

    /** Fails where a worker that the operator offers would be refused. */
    private void attestation(OperatorApi operator, DataFolder folder, AppAccount account) throws IOException {
        Releases releases = releases(operator, folder);
        try (Chain chain = chain(operator, folder)) {
            AttestationVerifier evidence = attestation();
            WorkerVerifier workers =
                    new WorkerVerifier(evidence, releases, chain.access().map(ChainAccess::rules), clock);
            if (!new Attestations(operator, account.calls(), evidence, workers, releases, clock).print(out)) {
                throw new IOException("the operator offers a worker whose evidence is refused");
            }
        }
    }

    private void serve(OperatorApi operator, DataFolder folder, AppAccount account) throws IOException {
        try (Chain chain = chain(operator, folder)) {
            serve(operator, folder, account, chain);
        }
    }

    private void serve(OperatorApi operator, DataFolder folder, AppAccount account, Chain chain) throws IOException {
        Releases releases = releases(operator, folder);
        WorkerVerifier verifier = verifier(releases, chain);
        Asker asker = asker(operator, account, releases, verifier);
        String key = folder.secret("sidecar.key", "sk-cocoon-");
        // Small chunks must not wait for the acknowledgement of the last one.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Sidecar sidecar =
                Sidecar.start(options.port(), key, operator, asker, verifier.trustLabel(), clock, err::println);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            sidecar.close();
            stopped.countDown();
        }));
        out.println("READY http://127.0.0.1:" + sidecar.port() + "/v1 key-file=" + folder.path("sidecar.key"));
        out.flush();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            sidecar.close();
            Thread.currentThread().interrupt();
        }
    }

    private Bench bench() {
        return new Bench(options.bench().orElseThrow(), System::nanoTime, out, err);
    }

    private Releases releases(OperatorApi operator, DataFolder folder) throws IOException {
        return new Releases(operator, releaseKeys(folder), folder, options.wishes(), clock);
    }

    private WorkerVerifier verifier(Releases releases, Chain chain) throws IOException {
        return new WorkerVerifier(attestation(), releases, chain.access().map(ChainAccess::rules), clock);
    }

    /** What is read of a chain, where the options name one. */
    private record Chain(Optional<ChainAccess> access) implements AutoCloseable {
        @Override
        public void close() {
            access.ifPresent(ChainAccess::close);
        }
    }

    /** A registry that cannot be read yet is told of; until it is, every request is refused with the reason. */
    private Chain chain(OperatorApi operator, DataFolder folder) throws IOException {
        if (options.chain().isEmpty()) {
            return new Chain(Optional.empty());
        }
        ChainAccess access = ChainAccess.open(options.chain().get(), operator::journal, folder, clock, err::println);
        try {
            if (access.registry().isPresent()) {
                access.registry().get().first(FIRST_READING);
            }
            return new Chain(Optional.of(access));
        } catch (InterruptedException e) {
            access.close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading the chain");
        }
    }

    /** A sidecar is started once and waits for an operator that is not there yet; every other command says so and ends. */
    private <T> T reached(FirstContact.Call<T> call) throws IOException {
        return options.command() == Options.Command.RUN
                ? FirstContact.waitFor(options.operator(), call, err::println)
                : call.ask();
    }

    /** One for each app that the load is made by; they trust alike. */
    private List<Asker> askers(OperatorApi operator, AppAccount first, Releases releases, WorkerVerifier verifier)
            throws IOException {
        List<Asker> askers = new ArrayList<>(List.of(asker(operator, first, releases, verifier)));
        int apps = options.bench().orElseThrow().apps();
        for (int i = 2; i <= apps; i++) {
            DataFolder folder = new DataFolder(options.data().resolve("app-" + i), random);
            AppAccount account = AppAccount.open(operator, folder, options.account(), clock, err::println);
            askers.add(asker(operator, account, releases, verifier));
        }
        return askers;
    }

    private Asker asker(OperatorApi operator, AppAccount account, Releases releases, WorkerVerifier verifier)
            throws IOException {
        NetworkInfo network = reached(operator::network);
        return new Asker(
                operator,
                account,
                verifier,
                releases,
                network.logKey(),
                options.account().tokensPerRequest(),
                random,
                clock,
                err::println);
    }

    private ReleaseKeys releaseKeys(DataFolder folder) throws IOException {
        Optional<Path> given = options.releaseKeys();
        if (given.isPresent()) {
            ReleaseKeys keys = ReleaseKeyFile.read(given.get());
            folder.write(RELEASE_KEYS, ReleaseKeyFile.write(keys).strip());
            return keys;
        }
        if (!Files.exists(folder.path(RELEASE_KEYS))) {
            throw new IOException("--release-keys is missing: without pinned keys nothing says which workers to trust");
        }
        return ReleaseKeyFile.read(folder.path(RELEASE_KEYS));
    }

    private AttestationVerifier attestation() throws IOException {
        Optional<Path> root = options.simulatedRoot();
        if (root.isEmpty()) {
            return AttestationVerifier.intel();
        }
        if (Files.size(root.get()) > MAX_ROOT) {
            throw new IOException(root.get() + " is larger than " + MAX_ROOT + " bytes");
        }
        err.println("WARNING: SIMULATED TEE. Workers are attested by a software root: whoever runs them can read every"
                + " prompt. For development only.");
        return AttestationVerifier.simulated(Files.readAllBytes(root.get()));
    }
}
