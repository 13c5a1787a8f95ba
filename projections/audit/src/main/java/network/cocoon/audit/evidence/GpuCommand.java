package network.cocoon.audit.evidence;

import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.gpu.GpuEvidence;
import network.cocoon.domain.attestation.gpu.GpuVerdict;
import network.cocoon.domain.attestation.gpu.GpuVerifier;
import network.cocoon.domain.attestation.gpu.ReferenceVerifier;
import network.cocoon.domain.attestation.gpu.SpdmReport;
import network.cocoon.domain.attestation.gpu.WithdrawalVerifier;
import network.cocoon.domain.kernel.Bytes;
import org.jspecify.annotations.Nullable;

/** Judges the evidence of one machine's GPUs and switches in words. */
final class GpuCommand {

    static final String HELP = """
            cocoon-audit gpu --file FILE | --report FILE --chain FILE  [--nonce HEX] [--gpus N] [--at TIME]
              Judges evidence of NVIDIA's GPUs and switches under NVIDIA's device root.

              --file FILE    a JSON list with one object a device: evidence and certificate, in base64
              --report FILE  one device's SPDM request and response, binary or hexadecimal
              --chain FILE   its certificates, PEM, its own first
              --nonce HEX    what the evidence must answer, 32 bytes; without it nothing says that it is fresh
              --gpus N       how many GPUs must be shown, each by its own evidence; default: 0
              --rim FILE     a signed reference manifest (RIM); may be given again. With any, each device needs the
                             ones of its driver and its VBIOS, and must have measured what they say
              --ocsp FILE    an answer of NVIDIA's responder, DER; may be given again. With any, every certificate needs
                             one but the first and the root, and all must be good. Whom it answered is not known here
              --at TIME      seconds since 1970 or as in 2026-02-03T14:49:26Z; default: now
              Developer mode, which only the driver tells, is not judged.
            Exit code: 0 all are genuine, 1 one is refused, 2 a file cannot be read.""";

    static final int MAX_REPORT = 1 << 20;

    private final List<Bytes> references;
    private final List<Bytes> answers;
    private final PrintStream out;

    /**
     * @param references signed manifests; none where measurements are not to be judged
     * @param answers of the maker's responder; none where withdrawal is not to be judged
     */
    GpuCommand(List<Bytes> references, List<Bytes> answers, PrintStream out) {
        this.references = references;
        this.answers = answers;
        this.out = out;
    }

    /** Whether all passed. */
    boolean run(List<GpuEvidence> all, @Nullable Bytes nonce, int gpus, Instant at) {
        Report report = new Report();
        report.section("Nonce").line("expected", nonce == null ? "none given: this may be old" : nonce.hex());
        Bytes expected = nonce == null ? ownNonce(all) : nonce;
        List<GpuVerdict> verdicts = new ArrayList<>(GpuVerifier.nvidia().verify(all, expected, at, gpus));
        for (int i = 0; i < all.size(); i++) {
            GpuVerdict verdict = verdicts.get(i);
            if (!answers.isEmpty()) {
                verdict = WithdrawalVerifier.verify(verdict, all.get(i), answers, Optional.empty(), at);
            }
            if (!references.isEmpty()) {
                verdict = ReferenceVerifier.nvidia().verify(verdict, references, at);
            }
            verdicts.set(i, verdict);
        }
        for (int i = 0; i < verdicts.size(); i++) {
            GpuVerdict verdict = verdicts.get(i);
            report.section("Device " + (i + 1) + " of " + verdicts.size());
            switch (verdict) {
                case GpuVerdict.Genuine g -> {
                    report.line("genuine", g.kind() + ", chip " + g.deviceId());
                    report.line("mode", g.mode().name());
                    report.line("driver", g.report().opaque().driverVersion());
                    report.line("VBIOS", g.report().opaque().vbiosVersion());
                    report.line("measurements", "" + g.report().measurements().size());
                }
                case GpuVerdict.Refused r -> report.line("refused", r.code() + ": " + r.detail());
            }
            report.checks(verdict.checks());
        }
        out.print(report);
        out.flush();
        return verdicts.stream().allMatch(GpuVerdict.Genuine.class::isInstance);
    }

    /** All devices must at least answer the same question. */
    private static Bytes ownNonce(List<GpuEvidence> all) {
        try {
            return SpdmReport.parse(all.getFirst().report().toArray()).nonce();
        } catch (RefusedException refusedBelow) {
            return Bytes.EMPTY;
        }
    }
}
