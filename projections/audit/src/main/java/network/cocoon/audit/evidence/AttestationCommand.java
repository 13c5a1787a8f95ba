package network.cocoon.audit.evidence;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.ReleaseKeys;
import network.cocoon.domain.attestation.ReleaseManifest;
import network.cocoon.domain.attestation.ReleasePolicy;
import network.cocoon.domain.attestation.SignedManifest;
import network.cocoon.domain.attestation.Verdict;
import network.cocoon.domain.attestation.report.AttestationReport;
import network.cocoon.domain.kernel.Digest;

/** Judges the whole evidence of one worker again: quote, GPUs, boot log, under a release manifest. */
final class AttestationCommand {

    static final String HELP = """
            cocoon-audit attestation --file FILE --manifest FILE [--simulated-root FILE] [--at TIME]
              Judges the evidence that a worker.Attested event names by its digest, as the server and every client did.

              --file FILE            the evidence, as GET /v1/evidence/DIGEST gives it
              --manifest FILE        the signed release manifest, as GET /v1/release-manifest gave it then
              --simulated-root FILE  believe a software TEE with this root (DER) in place of Intel and NVIDIA
              --at TIME              seconds since 1970 or as in 2026-02-03T14:49:26Z; default: now
              Whose the manifest's keys are you must know yourself: they are printed.
            Exit code: 0 accepted, 1 refused, 2 a file cannot be read.""";

    static final int MAX_EVIDENCE = 16 << 20;
    static final int MAX_MANIFEST = 2 << 20;
    static final int MAX_ROOT = 1 << 16;

    private final AttestationVerifier verifier;
    private final PrintStream out;

    AttestationCommand(AttestationVerifier verifier, PrintStream out) {
        this.verifier = verifier;
        this.out = out;
    }

    /** Whether it is accepted. */
    boolean run(byte[] bytes, byte[] manifest, Instant at) throws EvidenceException {
        Evidence evidence;
        try {
            evidence = Evidence.decode(bytes);
        } catch (IllegalArgumentException e) {
            throw new EvidenceException(EvidenceFault.MALFORMED_EVIDENCE, "no evidence: " + e.getMessage());
        }
        Report report = new Report();
        report.section("Evidence")
                .line("digest", Digest.sha256(bytes).hex())
                .line("collateral", evidence.collateral().digest().hex())
                .line("trust domain", verifier.domain().label())
                .line("judged as of", at.toString());
        ReleasePolicy policy = ReleasePolicy.of(List.of(released(manifest, report)), at, true);
        AttestationReport found = AttestationReport.of(evidence, verifier, policy.attestation(), at);
        report.section("What it says");
        found.fields().forEach(field -> report.line(field.name(), field.value()));
        report.checks(found.verdict().checks());
        boolean model = policy.models().contains(evidence.statement().modelDigest());
        report.section("Verdict").line("model", model ? "released" : "the manifest does not name it");
        switch (found.verdict()) {
            case Verdict.Accepted accepted ->
                report.line("accepted", "TCB " + accepted.tcbStatus().intelName());
            case Verdict.Refused refused -> report.line("refused", refused.code() + ": " + refused.detail());
        }
        out.print(report);
        out.flush();
        return found.accepted() && model;
    }

    private static ReleaseManifest released(byte[] bytes, Report report) throws EvidenceException {
        try {
            SignedManifest signed = SignedManifest.decode(bytes);
            ReleaseKeys named = new ReleaseKeys(
                    Math.max(1, signed.signatures().size()),
                    signed.signatures().stream()
                            .map(SignedManifest.Signature::key)
                            .toList());
            if (named.verify(signed) instanceof ReleaseKeys.Result.Valid valid) {
                report.section("Release manifest")
                        .line("version", Long.toString(valid.manifest().version()))
                        .line("begins", valid.manifest().notBefore().toString());
                named.keys().forEach(key -> report.line("signed by", key.hex()));
                return valid.manifest();
            }
            throw new EvidenceException(EvidenceFault.MALFORMED_MANIFEST, "a signature under the manifest is none");
        } catch (IllegalArgumentException e) {
            throw new EvidenceException(EvidenceFault.MALFORMED_MANIFEST, "no signed manifest: " + e.getMessage());
        }
    }
}
