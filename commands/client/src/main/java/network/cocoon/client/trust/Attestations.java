package network.cocoon.client.trust;

import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import network.cocoon.client.http.AppCalls;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.report.AttestationReport;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.api.NetworkApi.CandidateEntry;
import network.cocoon.wire.api.NetworkApi.FindCandidates;
import network.cocoon.wire.api.NetworkApi.ModelEntry;

/** Fetches every candidate's evidence, judges it here, and prints what was found. */
public final class Attestations {

    private static final int MOST_WORKERS = 64;

    /** Of coefficients there are none larger; every candidate is of interest here. */
    private static final int ANY_COEFFICIENT = 1_000_000;

    private final OperatorApi operator;
    private final AppCalls app;
    private final AttestationVerifier verifier;
    private final WorkerVerifier workers;
    private final Releases releases;
    private final InstantSource clock;

    /** @param workers what a request would be decided by; the report beside it shows why */
    public Attestations(
            OperatorApi operator,
            AppCalls app,
            AttestationVerifier verifier,
            WorkerVerifier workers,
            Releases releases,
            InstantSource clock) {
        this.operator = operator;
        this.app = app;
        this.verifier = verifier;
        this.workers = workers;
        this.releases = releases;
        this.clock = clock;
    }

    /** Prints one part for each worker's key, the operator's best first; false where one of them would be refused. */
    public boolean print(PrintStream out) throws IOException {
        Map<Digest, CandidateEntry> candidates = new LinkedHashMap<>();
        for (ModelEntry model : operator.models().models()) {
            for (CandidateEntry candidate : app.candidates(new FindCandidates(model.model(), ANY_COEFFICIENT))
                    .candidates()) {
                if (candidates.size() < MOST_WORKERS) {
                    candidates.putIfAbsent(candidate.evidence(), candidate);
                }
            }
        }
        if (candidates.isEmpty()) {
            out.println("no worker is attested now");
        }
        boolean good = true;
        for (CandidateEntry candidate : candidates.values()) {
            good &= print(candidate, out);
        }
        return good;
    }

    private boolean print(CandidateEntry candidate, PrintStream out) throws IOException {
        out.println("worker                " + candidate.worker());
        out.println("evidence              " + candidate.evidence().hex());
        byte[] bytes = app.evidence(candidate.evidence());
        if (!Digest.sha256(bytes).equals(candidate.evidence())) {
            out.println("verdict               REFUSED, the operator's bytes have another digest");
            return false;
        }
        Evidence evidence;
        try {
            evidence = Evidence.decode(bytes);
        } catch (IllegalArgumentException e) {
            out.println("verdict               REFUSED, MALFORMED_EVIDENCE");
            return false;
        }
        AttestationReport report = AttestationReport.of(
                evidence, verifier, releases.current().policy().attestation(), clock.instant());
        AttestationText.of(report).forEach(out::println);
        boolean used = used(candidate, out);
        out.println();
        return report.accepted() && used;
    }

    /** Beside the evidence: whether it is the evidence of these keys, its model is released, and a chain agrees. */
    private boolean used(CandidateEntry candidate, PrintStream out) throws IOException {
        String what =
                switch (workers.judge(app, candidate)) {
                    case WorkerVerifier.Judgement.Trusted _ -> "";
                    case WorkerVerifier.Judgement.Refused refused -> refused.reason();
                    case WorkerVerifier.Judgement.NotYet _ -> "its block is still being looked up";
                };
        out.println("used for requests     " + (what.isEmpty() ? "yes" : "no: " + what));
        return what.isEmpty();
    }
}
