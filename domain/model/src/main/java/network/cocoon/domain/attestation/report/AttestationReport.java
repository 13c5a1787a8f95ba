package network.cocoon.domain.attestation.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.cocoon.domain.attestation.AttestationPolicy;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.TrustDomain;
import network.cocoon.domain.attestation.Verdict;
import network.cocoon.domain.attestation.tdx.CollateralFacts;
import network.cocoon.domain.attestation.tdx.CollateralVerdict;

/**
 * What a verifier finds in one worker's evidence, and in what. Nothing in it was stored as text: it is computed anew from the
 * evidence's bytes each time.
 *
 * @param domain       whose root the verifier believes
 * @param at           as of when it was judged
 * @param fields       what quote and key statement say, decoded; empty where they cannot be read
 * @param certificates of the machine's key, up to the root; empty where they cannot be read
 * @param collateral   what Intel said of such machines; empty where that is not good at this time
 */
public record AttestationReport(
        TrustDomain domain,
        Instant at,
        Verdict verdict,
        List<Field> fields,
        List<Link> certificates,
        Optional<CollateralFacts> collateral) {

    /**
     * One decoded field.
     *
     * @param name  as the specification writes it
     * @param value in words or hexadecimal
     * @param says  what it stands for
     */
    public record Field(String name, String value, String says) {}

    /** One certificate. */
    public record Link(String name, Instant notBefore, Instant notAfter) {}

    /** A field that is not what it was. */
    public record Change(String name, String before, String now, String says) {}

    public AttestationReport {
        fields = List.copyOf(fields);
        certificates = List.copyOf(certificates);
    }

    public static AttestationReport of(
            Evidence evidence, AttestationVerifier verifier, AttestationPolicy policy, Instant at) {
        return new AttestationReport(
                verifier.domain(),
                at,
                verifier.verify(evidence, policy, at),
                Decoded.fields(evidence),
                Decoded.certificates(evidence.quote()),
                verifier.appraise(evidence.collateral(), at) instanceof CollateralVerdict.Good good
                        ? Optional.of(good.facts())
                        : Optional.empty());
    }

    public boolean accepted() {
        return verdict instanceof Verdict.Accepted;
    }

    /** What is not as it was in an earlier one, in this one's order; what only one of both has is a change, too. */
    public List<Change> since(AttestationReport earlier) {
        Map<String, Field> before = new LinkedHashMap<>();
        earlier.fields.forEach(field -> before.put(field.name(), field));
        Map<String, Change> changes = new LinkedHashMap<>();
        for (Field field : fields) {
            Field was = before.remove(field.name());
            if (was == null || !was.value().equals(field.value())) {
                changes.put(
                        field.name(),
                        new Change(field.name(), was == null ? "" : was.value(), field.value(), field.says()));
            }
        }
        before.values()
                .forEach(gone -> changes.put(gone.name(), new Change(gone.name(), gone.value(), "", gone.says())));
        return List.copyOf(changes.values());
    }
}
