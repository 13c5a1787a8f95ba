package network.cocoon.domain.attestation.gpu;

import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_OCSP;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.attestation.check.CheckList;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.pki.DeviceCert;
import network.cocoon.domain.attestation.pki.DeviceChain;
import network.cocoon.domain.attestation.pki.OcspAnswer;
import network.cocoon.domain.kernel.Bytes;

/**
 * Asks of a genuine device whether its maker has withdrawn it, by answers of the maker's responder that were fetched by somebody:
 * NVIDIA's certificates do not expire, so nothing else ever takes one back. A pure function of its arguments.
 */
public final class WithdrawalVerifier {

    private WithdrawalVerifier() {}

    /**
     * The same verdict with a check for each certificate added, or a refusal. What was refused stays refused. Every certificate
     * needs an answer but the root, which is pinned, and the first, which the device's firmware makes at each start.
     *
     * @param evidence what the verdict was made of
     * @param answers DER (RFC 6960); those about other devices are passed over
     * @param nonce what the responder was asked with; empty for answers that were kept
     */
    public static GpuVerdict verify(
            GpuVerdict verdict, GpuEvidence evidence, List<Bytes> answers, Optional<Bytes> nonce, Instant now) {
        return switch (verdict) {
            case GpuVerdict.Refused refused -> refused;
            case GpuVerdict.Genuine genuine -> {
                CheckList checks = new CheckList();
                checks.noteAll(genuine.checks());
                try {
                    verify(DeviceChain.parse(evidence.chain().toArray()), answers, nonce, now, checks);
                    yield new GpuVerdict.Genuine(
                            genuine.kind(), genuine.deviceId(), genuine.mode(), genuine.report(), checks.toList());
                } catch (RefusedException e) {
                    yield new GpuVerdict.Refused(e.code(), e.detail(), checks.toList());
                }
            }
        };
    }

    private static void verify(
            DeviceChain chain, List<Bytes> answers, Optional<Bytes> nonce, Instant now, CheckList checks)
            throws RefusedException {
        List<OcspAnswer> parsed = checks.step("ocsp-format", "answers of a responder", () -> {
            List<OcspAnswer> all = new ArrayList<>();
            for (Bytes answer : answers) {
                all.add(OcspAnswer.parse(answer.toArray()));
            }
            return all;
        });
        List<DeviceCert> certificates = chain.certificates();
        for (int i = 1; i < certificates.size() - 1; i++) {
            DeviceCert cert = certificates.get(i);
            DeviceCert issuer = certificates.get(i + 1);
            checks.demand("ocsp-status", "\"" + cert.commonName() + "\" was not withdrawn", () -> {
                List<OcspAnswer> about = parsed.stream()
                        .filter(answer -> answer.isAbout(cert, issuer))
                        .toList();
                if (about.isEmpty()) {
                    throw new RefusedException(INVALID_OCSP, "no answer about \"" + cert.commonName() + "\"");
                }
                // Every one that speaks of it must be good: a bad one beside a good one counts.
                for (OcspAnswer answer : about) {
                    answer.demandGood(cert, issuer, nonce, now);
                }
            });
        }
    }
}
