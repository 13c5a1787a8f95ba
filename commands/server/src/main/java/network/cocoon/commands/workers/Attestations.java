package network.cocoon.commands.workers;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.http.HttpRefusal;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.KeyStatement;
import network.cocoon.domain.attestation.TrustDomain;
import network.cocoon.domain.attestation.Verdict;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.worker.TrustClass;
import network.cocoon.domain.worker.WorkerCommand;
import network.cocoon.wire.api.WorkerApi.AttestationAccepted;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Judges a worker's evidence and records the verdict either way. The evidence itself is kept, so that every client can
 * judge it again.
 */
@Service
class Attestations {

    private static final int MOST_DETAIL = 500;

    private final Verifiers verifiers;
    private final AttestationRules rules;
    private final SeenCollateral seen;
    private final Challenges challenges;
    private final WorkerOrders orders;
    private final WorkerTable table;
    private final Transactions transactions;
    private final JdbcClient jdbc;
    private final CocoonSettings settings;
    private final InstantSource clock;

    Attestations(
            Verifiers verifiers,
            AttestationRules rules,
            SeenCollateral seen,
            Challenges challenges,
            WorkerOrders orders,
            WorkerTable table,
            Transactions transactions,
            JdbcClient jdbc,
            CocoonSettings settings,
            InstantSource clock) {
        this.verifiers = verifiers;
        this.rules = rules;
        this.seen = seen;
        this.challenges = challenges;
        this.orders = orders;
        this.table = table;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    AttestationAccepted judge(WorkerId worker, byte[] bytes) {
        long most = settings.attestation().maxEvidence().toBytes();
        if (bytes.length > most) {
            throw HttpRefusal.TOO_LARGE.because("evidence has at most " + most + " bytes");
        }
        Digest digest = Digest.sha256(bytes);
        Instant now = clock.instant();
        Evidence evidence;
        try {
            evidence = Evidence.decode(bytes);
        } catch (IllegalArgumentException e) {
            throw refused(worker, digest, "MALFORMED_EVIDENCE", "not the encoding of evidence", now);
        }
        KeyStatement statement = evidence.statement();
        if (!statement.worker().equals(worker)) {
            throw refused(worker, digest, "WORKER_MISMATCH", "the statement names another worker", now);
        }
        if (!challenges.spend(worker, evidence.nonce())) {
            throw refused(worker, digest, "CHALLENGE_NOT_OPEN", "the nonce is unknown, used or expired", now);
        }
        return switch (verifiers.verify(evidence, rules.policy(orders.enrolled(worker), now), now)) {
            case Verdict.Refused r -> throw refused(worker, digest, r.code().name(), r.detail(), now);
            case Verdict.Accepted a -> {
                Optional<String> behind = seen.behind(a.domain(), evidence.collateral(), now);
                if (behind.isPresent()) {
                    throw refused(worker, digest, "COLLATERAL_WENT_BACK", behind.get(), now);
                }
                yield accept(worker, evidence, bytes, digest, a, now);
            }
        };
    }

    private AttestationAccepted accept(
            WorkerId worker, Evidence evidence, byte[] bytes, Digest digest, Verdict.Accepted verdict, Instant now) {
        KeyStatement statement = evidence.statement();
        var command = new WorkerCommand.RecordAttestation(
                worker,
                statement.keyId(digest),
                statement.hpkePublicKey(),
                statement.receiptKey(),
                digest,
                Digest.sha256(evidence.collateral().encode()),
                verdict.measurement().digest(),
                statement.modelDigest(),
                statement.imageDigest(),
                verdict.platformId(),
                verdict.tcbStatus().intelName(),
                trust(verdict.domain()),
                statement.notBefore(),
                statement.notAfter(),
                now);
        return transactions.run(() -> {
            jdbc.sql("""
                    INSERT INTO evidence (digest, bytes, stored_at) VALUES (:digest, :bytes, :at)
                    ON CONFLICT (digest) DO NOTHING""")
                    .param("digest", digest.hex())
                    .param("bytes", bytes)
                    .param("at", now.atOffset(ZoneOffset.UTC))
                    .update();
            orders.byWorker(command);
            table.key(command, orders.enrolled(worker).provider());
            return new AttestationAccepted(command.key(), command.validUntil());
        });
    }

    /** Records the refusal, which stands although the call fails, and answers with it. */
    private RefusedException refused(WorkerId worker, Digest evidence, String code, String detail, Instant now) {
        String shown = detail.length() > MOST_DETAIL ? detail.substring(0, MOST_DETAIL) : detail;
        orders.byServer(new WorkerCommand.RecordRejectedAttestation(worker, evidence, code, shown, now));
        return new RefusedException(new EvidenceRefusal(code), shown);
    }

    private static TrustClass trust(TrustDomain domain) {
        return switch (domain) {
            case TrustDomain.Intel _ -> TrustClass.INTEL;
            case TrustDomain.Simulated _ -> TrustClass.SIMULATED;
        };
    }
}
