package network.cocoon.workers.gpu.boot;

import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import network.cocoon.domain.attestation.AttestationVerifier;
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
import network.cocoon.workers.gpu.tee.QuoteSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's life: attest, offer, serve, rotate keys, drain. */
final class WorkerRun {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerRun.class);
    private static final Duration DRAIN = Duration.ofSeconds(30);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final OperatorLink operator;
    private final QuoteSource tee;
    private final Engine engine;
    private final WorkerHome home;
    private final Offer offer;
    private final int slots;
    private final InstantSource clock;
    private final SecureRandom random;
    private final PrintStream out;
    private final FirstContact contact;
    private final KeyRing keys = new KeyRing(System::nanoTime);
    private final CountDownLatch stopped = new CountDownLatch(1);

    WorkerRun(
            OperatorLink operator,
            QuoteSource tee,
            Engine engine,
            WorkerHome home,
            Offer offer,
            int slots,
            InstantSource clock,
            SecureRandom random,
            PrintStream out) {
        this.operator = operator;
        this.tee = tee;
        this.engine = engine;
        this.home = home;
        this.offer = offer;
        this.slots = slots;
        this.clock = clock;
        this.random = random;
        this.out = out;
        this.contact = new FirstContact(out, BETWEEN_TRIES);
    }

    /** Serves until the process is told to stop. */
    void serve() throws IOException, InterruptedException {
        NetworkInfo network = contact.answered("network", operator::network);
        Digest image = ImageDigest.ofThisProcess();
        // A first quote over nothing tells which platform this is; the statement then names it.
        String platform = AttestationVerifier.platformOf(Bytes.of(tee.quote(new byte[64])))
                .orElseThrow(() -> new IOException("the TEE's quote names no platform instance"));
        Attestor attestor = new Attestor(
                operator, tee, offer.worker(), offer.modelDigest(), image, platform, clock, System::nanoTime, random);
        keys.add(contact.answered("attestation", attestor::attest));
        out.println("attested by the " + tee.describe() + " TEE on platform " + platform);
        contact.answered("offer", () -> {
            operator.offer(new OfferModel(offer.model(), offer.modelDigest(), offer.coefficient(), slots));
            operator.activate();
            return offer;
        });
        RequestRunner runner = new RequestRunner(operator, network.logKey(), keys, offer, engine, clock, random);
        AssignmentLoop loop = new AssignmentLoop(operator, home.bookmark(), runner);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(loop), "drain"));
        Thread rotation = Thread.ofVirtual().name("key-rotation").start(() -> rotate(attestor));
        out.println("READY worker=" + offer.worker());
        out.flush();
        try {
            loop.run();
        } finally {
            rotation.interrupt();
            stopped.countDown();
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

    /** On SIGTERM: nothing new, finish what runs, erase the keys. */
    private void drain(AssignmentLoop loop) {
        loop.stop();
        try {
            operator.drain();
            long end = System.nanoTime() + DRAIN.toNanos();
            while (loop.underWay() > 0 && System.nanoTime() - end < 0) {
                stopped.await(50, TimeUnit.MILLISECONDS);
            }
        } catch (IOException | RuntimeException e) {
            LOG.info("left without saying so: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            keys.eraseAll();
        }
    }
}
