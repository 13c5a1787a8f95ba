package network.cocoon.domain.attestation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.gpu.GpuEvidence;
import network.cocoon.domain.attestation.gpu.GpuVerdict;
import network.cocoon.domain.attestation.gpu.GpuVerifier;
import network.cocoon.domain.attestation.pki.DeviceCert;
import network.cocoon.domain.attestation.pki.DeviceChain;
import network.cocoon.domain.attestation.pki.Remembered;
import network.cocoon.domain.kernel.Bytes;

/**
 * Verifies devices, and each of them once: an app judges a worker's evidence again every few seconds, and a board has eight GPUs
 * with six signatures each. What a verdict depends on is the evidence, the nonce and, by the certificates' dates, the time.
 */
final class KnownDevices {

    private static final int KEPT = 512;

    private record Question(GpuEvidence evidence, Bytes nonce) {}

    private record Answer(GpuVerdict.Genuine verdict, Instant from, Instant until) {

        boolean holds(Instant at) {
            return !at.isBefore(from) && !at.isAfter(until);
        }
    }

    private final GpuVerifier verifier;
    private final Remembered<Question, Answer> genuine = new Remembered<>(KEPT);

    KnownDevices(GpuVerifier verifier) {
        this.verifier = verifier;
    }

    GpuVerdict verify(GpuEvidence evidence, Bytes nonce, Instant now) {
        Question question = new Question(evidence, nonce);
        Optional<Answer> known = genuine.find(question).filter(answer -> answer.holds(now));
        if (known.isPresent()) {
            return known.get().verdict();
        }
        GpuVerdict verdict = verifier.verify(evidence, nonce, now);
        if (verdict instanceof GpuVerdict.Genuine g) {
            dated(g, evidence.chain()).ifPresent(answer -> genuine.keep(question, answer));
        }
        return verdict;
    }

    private static Optional<Answer> dated(GpuVerdict.Genuine verdict, Bytes chain) {
        List<DeviceCert> certificates;
        try {
            certificates = DeviceChain.parse(chain.toArray()).certificates();
        } catch (RefusedException cannotBeOfWhatIsGenuine) {
            return Optional.empty();
        }
        return Optional.of(new Answer(
                verdict,
                certificates.stream()
                        .map(DeviceCert::notBefore)
                        .max(Instant::compareTo)
                        .orElseThrow(),
                certificates.stream()
                        .map(DeviceCert::notAfter)
                        .min(Instant::compareTo)
                        .orElseThrow()));
    }
}
