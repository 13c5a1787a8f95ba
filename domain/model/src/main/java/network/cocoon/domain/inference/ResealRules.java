package network.cocoon.domain.inference;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.crypto.SignatureCheck;
import network.cocoon.domain.envelope.HeaderHash;
import network.cocoon.domain.envelope.SubmissionSignature;
import network.cocoon.domain.inference.InferenceCommand.Reseal;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Rejection;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;

/** New wraps change who may answer, and nothing that was agreed or reserved. */
final class ResealRules {

    private ResealRules() {}

    static Optional<Rejection> refusal(Reseal c, InferenceState.Unsealed state, SignatureCheck signatures) {
        InferenceEvent.Requested order = state.order();
        HeaderFacts facts = c.headerFacts();
        if (!SubmitRules.withinBounds(c.header(), c.ciphertextBytes(), c.candidates())) {
            return refuse(InferenceRefusal.INVALID_REQUEST, "header, ciphertext or candidates out of bounds");
        }
        if (!facts.request().equals(c.request()) || !facts.account().equals(c.account())) {
            return refuse(InferenceRefusal.HEADER_MISMATCH, "the header names another request or account");
        }
        if (!facts.clientKey().equals(order.clientKey())
                || !facts.model().equals(order.model())
                || !facts.modelDigest().equals(order.modelDigest())
                || !facts.priceList().equals(order.prices().digest())
                || facts.maxCoefficient() != order.maxCoefficient()
                || facts.maxTokens() != order.maxTokens()
                || !facts.maxCost().equals(order.maxCost())) {
            return refuse(
                    InferenceRefusal.RESEAL_CHANGES_TERMS,
                    "client key, model, price list, coefficient, tokens and ceiling stay as they are");
        }
        List<WorkerKeyId> keys = c.candidates().stream().map(Candidate::key).toList();
        List<WorkerId> workers = c.candidates().stream().map(Candidate::worker).toList();
        if (!facts.recipients().equals(keys)
                || new HashSet<>(keys).size() != keys.size()
                || new HashSet<>(workers).size() != workers.size()) {
            return refuse(
                    InferenceRefusal.RECIPIENTS_MISMATCH, "recipients must be the candidates' keys, each worker once");
        }
        if (keys.stream().anyMatch(state.attempts().tried()::contains)) {
            return refuse(InferenceRefusal.CANDIDATE_TRIED, "a candidate has failed this request before");
        }
        if (!c.at().isBefore(facts.notAfter()) || !c.at().isBefore(order.deadline())) {
            return refuse(InferenceRefusal.REQUEST_TOO_LATE, "the request's time is over");
        }
        if (!HeaderHash.of(c.header(), facts.recipients()).equals(c.headerHash())) {
            return refuse(InferenceRefusal.HEADER_HASH_MISMATCH, "the header hash is not that of these bytes");
        }
        Digest key = Digest.sha256(c.clientPublicKey().toArray());
        if (!order.clientKey().value().equals("key_" + key.hex())
                || !SubmissionSignature.verify(
                        signatures, c.clientPublicKey(), c.clientSignature(), c.headerHash(), c.ciphertextDigest())) {
            return refuse(InferenceRefusal.INVALID_CLIENT_SIGNATURE, "the client key's signature does not verify");
        }
        return Optional.empty();
    }

    private static Optional<Rejection> refuse(InferenceRefusal code, String detail) {
        return Optional.of(new Rejection(code, detail));
    }
}
