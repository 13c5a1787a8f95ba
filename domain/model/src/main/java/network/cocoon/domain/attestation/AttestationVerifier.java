package network.cocoon.domain.attestation;

import static network.cocoon.domain.attestation.check.AttestationRefusal.KEY_NOT_BOUND;
import static network.cocoon.domain.attestation.check.AttestationRefusal.NOT_A_TD;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.attestation.check.Check;
import network.cocoon.domain.attestation.check.CheckList;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.gpu.GpuVerifier;
import network.cocoon.domain.attestation.pki.Cert;
import network.cocoon.domain.attestation.tdx.CollateralVerdict;
import network.cocoon.domain.attestation.tdx.PkiNames;
import network.cocoon.domain.attestation.tdx.Quote;
import network.cocoon.domain.attestation.tdx.QuoteVerdict;
import network.cocoon.domain.attestation.tdx.QuoteVerifier;
import network.cocoon.domain.attestation.tdx.TdReport;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/**
 * Decides whether a worker's keys may be used, within one trust domain. Pure: client, server and auditor reach the same
 * verdict from the same evidence, policy and time. Immutable and safe for many threads.
 */
public final class AttestationVerifier {

    private final TrustDomain domain;
    private final QuoteVerifier quotes;

    private final DeviceJudge devices;

    private AttestationVerifier(TrustDomain domain, Cert root, PkiNames names, GpuVerifier gpus) {
        this.domain = domain;
        this.quotes = new QuoteVerifier(root, names);
        this.devices = new DeviceJudge(gpus);
    }

    /** Believes real machines and real devices only, under the roots that are compiled in. */
    public static AttestationVerifier intel() {
        return new AttestationVerifier(new TrustDomain.Intel(), IntelRoot.cert(), PkiNames.INTEL, GpuVerifier.nvidia());
    }

    /**
     * Believes one software TEE and the devices that it vouches for only. Throws {@link IllegalArgumentException} if the bytes are not a certificate of the
     * profile.
     */
    public static AttestationVerifier simulated(byte[] rootDer) {
        try {
            Cert root = Cert.parse(rootDer);
            return new AttestationVerifier(
                    new TrustDomain.Simulated(Digest.sha256(rootDer)),
                    root,
                    PkiNames.SIMULATOR,
                    GpuVerifier.simulated(root));
        } catch (RefusedException e) {
            throw new IllegalArgumentException("a simulator's root is a DER certificate", e);
        }
    }

    /** The machine that a quote names, unverified; a worker puts it into its statement. */
    public static Optional<String> platformOf(Bytes quote) {
        return QuoteVerifier.platformOf(quote);
    }

    /** The software that a TD's quote names, unverified; a worker learns from it what it is itself. */
    public static Optional<Measurement> measurementOf(Bytes quote) {
        try {
            return Quote.parse(quote.toArray()).body() instanceof TdReport td
                    ? Optional.of(measurement(td))
                    : Optional.empty();
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    private static Measurement measurement(TdReport td) {
        return new Measurement(
                td.mrTd(), td.rtmrs().get(0), td.rtmrs().get(1), td.rtmrs().get(2));
    }

    public TrustDomain domain() {
        return domain;
    }

    /** Intel's verdict alone, with no policy and no keys. */
    public QuoteVerdict appraise(Bytes quote, Collateral collateral, Instant now, int tcbEvaluationFloor) {
        return quotes.verify(quote, collateral, now, tcbEvaluationFloor);
    }

    /** Collateral alone: whether it is this domain's and current. Never throws. */
    public CollateralVerdict appraise(Collateral collateral, Instant now) {
        return quotes.appraise(collateral, now);
    }

    /** Never throws, whatever the evidence holds. */
    public Verdict verify(Evidence evidence, AttestationPolicy policy, Instant now) {
        return switch (appraise(evidence.quote(), evidence.collateral(), now, policy.tcbEvaluationFloor())) {
            case QuoteVerdict.Refused r -> new Verdict.Refused(r.code(), r.detail(), r.checks());
            case QuoteVerdict.Genuine genuine -> judge(genuine, evidence, policy, now);
        };
    }

    private Verdict judge(QuoteVerdict.Genuine genuine, Evidence evidence, AttestationPolicy policy, Instant now) {
        KeyStatement statement = evidence.statement();
        CheckList checks = new CheckList();
        checks.noteAll(genuine.checks());
        TdReport td;
        try {
            td = checks.step("trust-domain", "a TD, which is where workers run", () -> {
                if (genuine.quote().body() instanceof TdReport report) {
                    return report;
                }
                throw new RefusedException(NOT_A_TD, "an enclave's quote, not a TD's");
            });
            checks.demand("key-binding", "REPORTDATA is the digest of the key statement", () -> {
                if (!td.reportData().equals(Bytes.of(statement.reportData()))) {
                    throw new RefusedException(KEY_NOT_BOUND, "REPORTDATA is not the digest of this key statement");
                }
            });
        } catch (RefusedException e) {
            return new Verdict.Refused(e.code(), e.detail(), checks.toList());
        }
        Measurement measurement = measurement(td);
        List<Judgement> judgements = new ArrayList<>(Judgement.all(genuine, td, measurement, statement, policy, now));
        judgements.addAll(devices.judge(statement, evidence.gpus(), policy.machine(), now));
        judgements.addAll(BootJudge.judge(evidence.bootLog(), td, statement, policy.machine()));
        judgements.forEach(j -> checks.note(new Check(j.name(), j.passed(), j.detail())));
        return judgements.stream()
                .filter(j -> !j.passed())
                .findFirst()
                .<Verdict>map(j -> new Verdict.Refused(j.code(), j.detail(), checks.toList()))
                .orElseGet(() -> new Verdict.Accepted(
                        domain,
                        genuine.status(),
                        genuine.advisories(),
                        measurement,
                        genuine.platformId(),
                        checks.toList()));
    }
}
