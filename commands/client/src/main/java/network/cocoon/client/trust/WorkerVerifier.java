package network.cocoon.client.trust;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import network.cocoon.client.chain.ChainRules;
import network.cocoon.client.http.AppCalls;
import network.cocoon.client.http.RenewedAhead;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.KeyStatement;
import network.cocoon.domain.attestation.Verdict;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.wire.api.NetworkApi.CandidateEntry;
import org.jspecify.annotations.Nullable;

/**
 * Judges a candidate by its own evidence. What the operator says of it counts for nothing: every field that matters must
 * be what the attested statement says. Parsed evidence is kept by digest. A verdict is kept for ten seconds and under one
 * manifest at most, since time and policy move; the key's own validity is looked at each time.
 */
public final class WorkerVerifier {

    /** What was concluded of a candidate. */
    public sealed interface Judgement {

        /** May see the prompt; {@code platform} is the machine of its certificate */
        record Trusted(CandidateEntry candidate, String platform) implements Judgement {}

        /** @param reason a code, then words */
        record Refused(CandidateEntry candidate, String reason) implements Judgement {}

        /** A block of the chain is being looked up; when that has ended, judge again. */
        record NotYet(CandidateEntry candidate, CompletableFuture<?> ended) implements Judgement {}
    }

    private static final int KEPT = 256;
    private static final Duration VERDICT = Duration.ofSeconds(10);

    /** Whether this evidence satisfies this manifest; the same question wherever the digests are the same. */
    private record Question(Digest digest, Evidence evidence, Releases.Current releases) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Question question
                    && digest.equals(question.digest)
                    && releases.manifest().equals(question.releases.manifest());
        }

        @Override
        public int hashCode() {
            return 31 * digest.hashCode() + releases.manifest().hashCode();
        }
    }

    private final AttestationVerifier verifier;
    private final Releases releases;
    private final InstantSource clock;
    private final Optional<ChainRules> chain;
    private final Map<Digest, Evidence> parsed = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Evidence> eldest) {
            return size() > KEPT;
        }
    };

    private final RenewedAhead<Question, Verdict> verdicts;

    /** @param chain what narrows it further; none where no chain is read */
    public WorkerVerifier(
            AttestationVerifier verifier, Releases releases, Optional<ChainRules> chain, InstantSource clock) {
        this.chain = chain;
        this.verifier = verifier;
        this.releases = releases;
        this.verdicts = new RenewedAhead<>(
                VERDICT.dividedBy(2),
                VERDICT,
                KEPT,
                question -> verifier.verify(
                        question.evidence(), question.releases().policy().attestation(), clock.instant()),
                _ -> true);
        this.clock = clock;
    }

    /** {@code INTEL} or {@code SIMULATED}. */
    public String trustLabel() {
        return verifier.domain().label();
    }

    /** Throws {@link IOException} where the operator serves no evidence or no release manifest. */
    public Judgement judge(AppCalls app, CandidateEntry candidate) throws IOException {
        Evidence evidence;
        try {
            evidence = evidence(app, candidate.evidence());
        } catch (IllegalArgumentException e) {
            return new Judgement.Refused(candidate, "EVIDENCE_MALFORMED: " + e.getMessage());
        }
        Instant now = clock.instant();
        KeyStatement statement = evidence.statement();
        if (!statement.worker().equals(candidate.worker())
                || !statement.hpkePublicKey().equals(candidate.sealingKey())
                || !statement.receiptKey().equals(candidate.receiptKey())
                || !statement.modelDigest().equals(candidate.modelDigest())
                || !statement.keyId(candidate.evidence()).equals(candidate.key())) {
            return new Judgement.Refused(candidate, "CANDIDATE_MISMATCH: the evidence is for other keys");
        }
        Releases.Current current = releases.current();
        var policy = current.policy();
        if (!policy.models().contains(statement.modelDigest())) {
            return new Judgement.Refused(candidate, "MODEL_NOT_RELEASED: the manifest does not name this model");
        }
        if (!now.isBefore(statement.notAfter())) {
            return new Judgement.Refused(candidate, "KEY_EXPIRED: the key's life is over");
        }
        return switch (verdicts.get(new Question(candidate.evidence(), evidence, current))) {
            case Verdict.Accepted accepted -> narrowed(candidate, evidence, accepted);
            case Verdict.Refused refused ->
                new Judgement.Refused(candidate, refused.code().name() + ": " + refused.detail());
        };
    }

    private Judgement narrowed(CandidateEntry candidate, Evidence evidence, Verdict.Accepted accepted) {
        Optional<ChainRules.Objection> objection = chain.flatMap(rules ->
                rules.toWorker(candidate.key(), evidence.statement(), evidence.beacon(), accepted.measurement()));
        return switch (objection.orElse(null)) {
            case null -> new Judgement.Trusted(candidate, accepted.platformId());
            case ChainRules.Objection.Against(String reason) -> new Judgement.Refused(candidate, reason);
            case ChainRules.Objection.NotYet(CompletableFuture<?> ended) -> new Judgement.NotYet(candidate, ended);
        };
    }

    /** What the chain has against this price list: a code, then words. */
    public Optional<String> objection(PriceList prices) {
        return chain.flatMap(rules -> rules.toPrices(prices)).map(ChainRules.Objection.Against::reason);
    }

    private Evidence evidence(AppCalls app, Digest digest) throws IOException {
        synchronized (parsed) {
            Evidence known = parsed.get(digest);
            if (known != null) {
                return known;
            }
        }
        byte[] encoded = app.evidence(digest);
        if (!Digest.sha256(encoded).equals(digest)) {
            throw new IllegalArgumentException("the bytes have another digest");
        }
        Evidence evidence = Evidence.decode(encoded);
        synchronized (parsed) {
            parsed.put(digest, evidence);
        }
        return evidence;
    }
}
