package network.cocoon.domain.inference;

import java.util.List;
import java.util.Optional;
import network.cocoon.domain.crypto.SignatureCheck;
import network.cocoon.domain.envelope.HeaderHash;
import network.cocoon.domain.envelope.SubmissionSignature;
import network.cocoon.domain.inference.InferenceCommand.Submit;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Rejection;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.registry.PriceRule;

/** What a submission must satisfy. The cheap checks first, the signature last. */
final class SubmitRules {

    private static final int MOST_CANDIDATES = 3;
    private static final int MOST_HEADER_BYTES = 16 * 1024;
    private static final int MOST_CIPHERTEXT_BYTES = 64 * 1024 * 1024;
    private static final int MOST_COEFFICIENT = 1_000_000;

    private SubmitRules() {}

    static Optional<Rejection> refusal(Submit c, SignatureCheck signatures) {
        HeaderFacts facts = c.headerFacts();
        if (!withinBounds(c)) {
            return refuse(InferenceRefusal.INVALID_REQUEST, "header, ciphertext, tokens or coefficient out of bounds");
        }
        if (!facts.request().equals(c.request())
                || !facts.account().equals(c.account())
                || !facts.clientKey().equals(c.clientKey())
                || !facts.modelDigest().equals(c.modelDigest())
                || !facts.model().equals(c.prices().model())) {
            return refuse(
                    InferenceRefusal.HEADER_MISMATCH, "the header names another request, account, client key or model");
        }
        if (!isForEach(facts.recipients(), c.candidates())) {
            return refuse(
                    InferenceRefusal.RECIPIENTS_MISMATCH, "recipients must be the candidates' keys, each worker once");
        }
        if (!facts.priceList().equals(c.prices().digest())) {
            return refuse(InferenceRefusal.PRICE_LIST_MISMATCH, "the header agreed to another price list");
        }
        if (!PriceRule.covers(facts.maxCost(), c.prices(), facts.maxCoefficient(), facts.maxTokens())) {
            return refuse(
                    InferenceRefusal.COST_CEILING_TOO_LOW,
                    "the largest cost is below the worst case of its tokens and coefficient");
        }
        if (c.reservation().delta() != -facts.maxCost().value()) {
            return refuse(InferenceRefusal.RESERVATION_MISMATCH, "the whole largest cost must be reserved");
        }
        if (!c.at().isBefore(facts.notAfter()) || !c.at().isBefore(c.deadline())) {
            return refuse(InferenceRefusal.REQUEST_TOO_LATE, "the request's time is over");
        }
        if (!HeaderHash.of(c.header(), facts.recipients()).equals(c.headerHash())) {
            return refuse(InferenceRefusal.HEADER_HASH_MISMATCH, "the header hash is not that of these bytes");
        }
        if (!isSigned(c, signatures)) {
            return refuse(InferenceRefusal.INVALID_CLIENT_SIGNATURE, "the client key's signature does not verify");
        }
        return Optional.empty();
    }

    /** Each key for its candidate, and no key or worker twice. There are so few that comparing each is the cheapest. */
    private static boolean isForEach(List<WorkerKeyId> recipients, List<Candidate> candidates) {
        if (recipients.size() != candidates.size()) {
            return false;
        }
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            if (!recipients.get(i).equals(candidate.key())) {
                return false;
            }
            for (int j = 0; j < i; j++) {
                Candidate earlier = candidates.get(j);
                if (earlier.key().equals(candidate.key()) || earlier.worker().equals(candidate.worker())) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean withinBounds(Submit c) {
        return withinBounds(c.header(), c.ciphertextBytes(), c.candidates())
                && within(c.headerFacts().maxTokens(), Integer.MAX_VALUE)
                && within(c.headerFacts().maxCoefficient(), MOST_COEFFICIENT);
    }

    static boolean withinBounds(Bytes header, int ciphertextBytes, List<Candidate> candidates) {
        return within(header.length(), MOST_HEADER_BYTES)
                && within(ciphertextBytes, MOST_CIPHERTEXT_BYTES)
                && within(candidates.size(), MOST_CANDIDATES);
    }

    private static boolean within(int value, int most) {
        return value >= 1 && value <= most;
    }

    private static boolean isSigned(Submit c, SignatureCheck signatures) {
        Digest key = Digest.sha256(c.clientPublicKey().toArray());
        return c.clientKey().value().equals("key_" + key.hex())
                && SubmissionSignature.verify(
                        signatures, c.clientPublicKey(), c.clientSignature(), c.headerHash(), c.ciphertextDigest());
    }

    private static Optional<Rejection> refuse(InferenceRefusal code, String detail) {
        return Optional.of(new Rejection(code, detail));
    }
}
