package network.cocoon.workers.gpu.boot;

import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import network.cocoon.client.chain.ChainAccess;
import network.cocoon.client.chain.ChainRules;
import network.cocoon.client.chain.RegistryGuard;
import network.cocoon.client.chain.RegistryWatch;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.attestation.Measurement;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.api.NetworkApi.NetworkInfo;
import network.cocoon.wire.api.WorkerApi.OfferModel;
import network.cocoon.workers.gpu.engine.Engine;
import network.cocoon.workers.gpu.feed.AssignmentLoop;
import network.cocoon.workers.gpu.keys.Attestor;
import network.cocoon.workers.gpu.keys.KeyRing;
import network.cocoon.workers.gpu.operator.OperatorLink;
import network.cocoon.workers.gpu.run.Offer;
import network.cocoon.workers.gpu.run.RequestRunner;
import network.cocoon.workers.gpu.tee.Machine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's life: attest, offer, serve, rotate keys, drain. */
final class WorkerRun {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerRun.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    /** Exit status of a worker that the registry does not list any more. */
    static final int UNLISTED = 3;
    /** Exit status of a worker whose engine failed again and again. */
    static final int BROKEN = 5;
    /** Exit status of a worker that left before its answers had ended. */
    static final int CUT_SHORT = 4;

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final OperatorLink operator;
    private final Machine machine;
    private final Engine engine;
    private final WorkerHome home;
    private final Offer offer;
    private final int slots;
    private final Duration patience;
    private final Optional<ChainAccess> chain;
    private final InstantSource clock;
    private final SecureRandom random;
    private final PrintStream out;
    private final FirstContact contact;
    private final KeyRing keys = new KeyRing(System::nanoTime);
    private final AtomicInteger status = new AtomicInteger();

    /** @param patience how long answers may take once the worker is told to stop */
    WorkerRun(
            OperatorLink operator,
            Machine machine,
            Engine engine,
            WorkerHome home,
            Offer offer,
            int slots,
            Duration patience,
            Optional<ChainAccess> chain,
            InstantSource clock,
            SecureRandom random,
            PrintStream out) {
        this.operator = operator;
        this.machine = machine;
        this.engine = engine;
        this.home = home;
        this.offer = offer;
        this.slots = slots;
        this.patience = patience;
        this.chain = chain;
        this.clock = clock;
        this.random = random;
        this.out = out;
        this.contact = new FirstContact(out, BETWEEN_TRIES);
    }

    /** Serves until the process is told to stop; returns the status to end it with. */
    int serve() throws IOException, InterruptedException {
        NetworkInfo network = contact.answered("network", operator::network);
        Digest image = ImageDigest.ofThisProcess();
        // A first quote over nothing tells which platform this is; the statement then names it.
        Bytes quote = Bytes.of(machine.tee().quote(new byte[64]));
        String platform = AttestationVerifier.platformOf(quote)
                .orElseThrow(() -> new IOException("the TEE's quote names no platform instance"));
        Optional<RegistryGuard> guard = guard(quote);
        if (guard.isPresent()) {
            contact.answered("registry", () -> {
                guard.get().demand();
                return guard;
            });
        }
        Attestor attestor = new Attestor(
                operator,
                machine,
                offer.worker(),
                offer.modelDigest(),
                image,
                platform,
                chain.map(ChainAccess::servers),
                clock,
                System::nanoTime,
                random);
        keys.add(contact.answered("attestation", attestor::attest));
        out.println("attested by the " + machine.tee().describe() + " TEE on platform " + platform);
        contact.answered("offer", () -> {
            operator.offer(new OfferModel(offer.model(), offer.modelDigest(), offer.coefficient(), slots));
            operator.activate();
            return offer;
        });
        Optional<ChainRules> rules = chain.map(ChainAccess::rules);
        RequestRunner runner = new RequestRunner(operator, network.logKey(), keys, offer, engine, rules, clock, random);
        AssignmentLoop loop = new AssignmentLoop(operator, home.bookmark(), runner);
        Drain drain = new Drain(operator::drain, loop::underWay, loop::cutShort, patience, out);
        var _ = StopSignals.each(drain::signal);
        Runtime.getRuntime().addShutdownHook(new Thread(drain::beginAndWait, "drain"));
        Thread rotation = Thread.ofVirtual().name("key-rotation").start(() -> rotate(attestor));
        guard.ifPresent(it -> Thread.ofVirtual().name("registry-guard").start(() -> guard(it, drain)));
        Thread.ofVirtual().name("engine-watch").start(() -> watch(drain));
        FutureTask<Boolean> following = new FutureTask<>(() -> follow(loop, drain));
        Thread.ofPlatform().daemon().name("assignments").start(following);
        out.println("READY worker=" + offer.worker());
        out.flush();
        return untilDrained(drain, loop, following, rotation);
    }

    private int untilDrained(Drain drain, AssignmentLoop loop, FutureTask<Boolean> following, Thread rotation)
            throws InterruptedException {
        try {
            boolean ended = drain.leave();
            if (following.isDone()) {
                var _ = following.get();
            }
            return ended || status.get() != 0 ? status.get() : CUT_SHORT;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the assignments cannot be followed: " + e.getCause(), e);
        } finally {
            loop.stop();
            rotation.interrupt();
            keys.eraseAll();
            drain.done();
        }
    }

    private void watch(Drain drain) {
        EngineWatch watch =
                new EngineWatch(engine::standing, operator, offer.worker(), () -> leave(BROKEN, drain), out);
        try {
            while (!drain.hasBegun() && watch.look()) {
                Thread.sleep(BETWEEN_TRIES);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void leave(int with, Drain drain) {
        status.set(with);
        drain.begin();
    }

    /** Also while it drains: what was assigned before the operator heard of that comes here too. */
    private static boolean follow(AssignmentLoop loop, Drain drain) throws InterruptedException {
        try {
            loop.run();
            return true;
        } finally {
            // Whatever ended it: a worker that hears of nothing must not stay.
            drain.begin();
        }
    }

    private Optional<RegistryGuard> guard(Bytes quote) throws IOException {
        Optional<RegistryWatch> registry = chain.flatMap(ChainAccess::registry);
        if (registry.isEmpty()) {
            return Optional.empty();
        }
        Measurement measurement = AttestationVerifier.measurementOf(quote)
                .orElseThrow(() -> new IOException("the TEE's quote is not of a TD"));
        return Optional.of(new RegistryGuard(registry.get(), measurement, offer.modelDigest()));
    }

    /** Software that the registry no longer lists takes no more prompts: the process ends, and drains as on SIGTERM. */
    private void guard(RegistryGuard guard, Drain drain) {
        try {
            guard.watch(BETWEEN_LOOKS, reason -> {
                out.println("draining: " + reason);
                out.flush();
                leave(UNLISTED, drain);
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rotate(Attestor attestor) {
        Duration wait = Attestor.LIFE.dividedBy(2);
        while (true) {
            try {
                Thread.sleep(wait);
                keys.add(attestor.attest());
                wait = Attestor.LIFE.dividedBy(2);
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.warn("key rotation failed, next attempt in 30 s: {}", e.toString());
                wait = Duration.ofSeconds(30);
            }
        }
    }
}
