package network.cocoon.ui.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.KeyStatement;
import network.cocoon.domain.attestation.ReleaseManifest;
import network.cocoon.domain.attestation.SignedManifest;
import network.cocoon.domain.attestation.gpu.GpuDevices;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.inference.InferenceEvent.Assigned;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.registry.RegistryEvent;
import network.cocoon.domain.worker.TrustClass;
import network.cocoon.domain.worker.WorkerEvent;
import network.cocoon.projections.SampleEvent;
import network.cocoon.workers.teesim.SoftwareTee;

/** Two attestations of one worker of a sample history, with real evidence of a software TEE behind them. */
final class Proven {

    private static final String REGISTRY = "registry";

    private final SecureRandom random = new SecureRandom();
    private final SoftwareTee tee = SoftwareTee.create(InstantSource.system(), random);
    private final List<SampleEvent> history;
    private final WorkerId worker;
    private final List<Evidence> shown = new ArrayList<>();
    private long registry;

    Proven(List<SampleEvent> history) {
        this.history = history;
        this.worker = first(WorkerEvent.Registered.class).worker();
        this.registry =
                history.stream().filter(e -> e.stream().equals(REGISTRY)).count();
    }

    private <E> E first(Class<E> type) {
        return history.stream()
                .map(SampleEvent::event)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    Path root(Path folder) throws IOException {
        return Files.write(folder.resolve("tee-root.der"), tee.rootDer());
    }

    WorkerId worker() {
        return worker;
    }

    Evidence evidence(int which) {
        return shown.get(which);
    }

    /** Of which some request was served. */
    Digest servedMeasurement() {
        WorkerKeyId key = first(Assigned.class).assignment().key();
        return history.stream()
                .map(SampleEvent::event)
                .filter(e -> e instanceof WorkerEvent.Attested a && a.key().equals(key))
                .map(e -> ((WorkerEvent.Attested) e).measurement())
                .findFirst()
                .orElseThrow();
    }

    /** What the operator API gives for the newest manifest. */
    byte[] manifest() {
        var manifest = new ReleaseManifest(
                1,
                Instant.now().minusSeconds(3600),
                List.of(tee.measurement().digest()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0);
        return SignedManifest.sign(manifest, List.of(SigningKey.generate(random)))
                .encode();
    }

    /** The events that say so. */
    List<SampleEvent> events() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        long sequence = history.stream()
                .filter(e -> e.aggregate().equals(worker.value()))
                .count();
        List<SampleEvent> events = new ArrayList<>();
        events.add(allowed(tee.measurement().digest(), now));
        events.add(allowed(servedMeasurement(), now));
        for (int i = 0; i < 2; i++) {
            Instant at = now.minusSeconds(60L * (2 - i));
            Evidence evidence = evidence(at);
            shown.add(evidence);
            events.add(new SampleEvent("worker", worker.value(), sequence + i, attested(evidence, at), at));
        }
        return events;
    }

    private SampleEvent allowed(Digest measurement, Instant at) {
        String aggregate = history.stream()
                .filter(e -> e.stream().equals(REGISTRY))
                .findFirst()
                .orElseThrow()
                .aggregate();
        return new SampleEvent(
                REGISTRY,
                aggregate,
                registry++,
                new RegistryEvent.MeasurementAllowed(measurement, "release 1", at),
                at);
    }

    private Evidence evidence(Instant at) {
        var statement = new KeyStatement(
                worker,
                random(1216),
                SigningKey.generate(random).publicKey(),
                Digest.sha256(new byte[] {1}),
                Digest.sha256(new byte[] {2}),
                GpuDevices.NONE.digest(),
                tee.platformId(),
                random(32),
                at.minusSeconds(5),
                at.plusSeconds(2400));
        return new Evidence(Bytes.of(tee.quote(statement.reportData())), tee.collateral(), statement);
    }

    private Bytes random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    private WorkerEvent.Attested attested(Evidence evidence, Instant at) {
        KeyStatement statement = evidence.statement();
        return new WorkerEvent.Attested(
                worker,
                statement.keyId(evidence.digest()),
                statement.hpkePublicKey(),
                statement.receiptKey(),
                evidence.digest(),
                evidence.collateral().digest(),
                tee.measurement().digest(),
                statement.modelDigest(),
                statement.imageDigest(),
                statement.platformId(),
                "UpToDate",
                TrustClass.SIMULATED,
                statement.notBefore(),
                statement.notAfter(),
                at);
    }
}
