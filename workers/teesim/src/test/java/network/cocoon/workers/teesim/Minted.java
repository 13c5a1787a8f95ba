package network.cocoon.workers.teesim;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import network.cocoon.domain.attestation.AttestationPolicy;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.KeyStatement;
import network.cocoon.domain.attestation.Verdict;
import network.cocoon.domain.attestation.gpu.GpuDevices;
import network.cocoon.domain.attestation.gpu.GpuNonce;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerId;

/** A simulator at a fixed time, and the evidence of one worker on it. */
final class Minted {

    static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    final SoftwareTee tee = SoftwareTee.create(InstantSource.fixed(NOW), new SecureRandom());
    final AttestationVerifier verifier = AttestationVerifier.simulated(tee.rootDer());
    final AttestationPolicy policy = AttestationPolicy.allowing(tee.measurement());

    KeyStatement statement() {
        return statement("gpu_" + "0".repeat(32), tee.platformId());
    }

    KeyStatement statement(String worker, String platform) {
        return new KeyStatement(
                new WorkerId(worker),
                Bytes.of(new byte[1216]),
                Bytes.of(new byte[32]),
                Digest.sha256(new byte[] {1}),
                Digest.sha256(new byte[] {2}),
                GpuDevices.NONE.digest(),
                platform,
                Bytes.of(new byte[32]),
                NOW.minusSeconds(60),
                NOW.plus(Duration.ofMinutes(30)));
    }

    /** What GPUs answer these keys, in evidence whose statement and quote vouch for it. */
    Evidence evidence(Function<Bytes, GpuDevices> gpus) {
        return evidence(gpus.apply(nonce()), Optional.empty(), Deviations.NONE);
    }

    Evidence evidence(GpuDevices devices, Optional<Bytes> bootLog, Deviations deviations) {
        KeyStatement bare = statement();
        KeyStatement statement = new KeyStatement(
                bare.worker(),
                bare.hpkePublicKey(),
                bare.receiptKey(),
                bare.modelDigest(),
                bare.imageDigest(),
                devices.digest(),
                bare.platformId(),
                bare.beacon(),
                bare.notBefore(),
                bare.notAfter());
        return new Evidence(
                Bytes.of(tee.quote(statement.reportData(), deviations)),
                tee.collateral(),
                statement,
                Optional.empty(),
                devices,
                bootLog);
    }

    Bytes nonce() {
        KeyStatement keys = statement();
        return GpuNonce.of(keys.hpkePublicKey(), keys.receiptKey(), keys.beacon());
    }

    Evidence evidence() {
        return evidence(Deviations.NONE);
    }

    Evidence evidence(Deviations deviations) {
        KeyStatement statement = statement();
        return new Evidence(
                Bytes.of(tee.quote(statement.reportData(), deviations)), tee.collateral(deviations), statement);
    }

    Verdict verdict(Evidence evidence) {
        return verifier.verify(evidence, policy, NOW);
    }
}
