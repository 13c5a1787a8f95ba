package network.cocoon.audit;

import java.util.Set;
import network.cocoon.domain.crypto.SignatureCheck;
import network.cocoon.domain.envelope.AssignmentSignature;
import network.cocoon.domain.envelope.Receipt;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.InferenceState;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.worker.AttestedKey;

/** Assignments: signed by the log, one for an attempt, to a worker that may answer. */
final class AssignmentCheck {

    private static final String ONE_WINNER = "one worker an attempt";

    private final SupplyCheck supply;
    private final SignatureBook signatures;
    private final Set<Bytes> logKeys;

    AssignmentCheck(SupplyCheck supply, SignatureBook signatures, Set<Bytes> logKeys) {
        this.supply = supply;
        this.signatures = signatures;
        this.logKeys = Set.copyOf(logKeys);
    }

    /** While one lives there is no other: two of one attempt are proof of fraud, whoever signed them. */
    void alone(InferenceEvent.Assigned e, InferenceState state, Place place) {
        if (state instanceof InferenceState.Assigned running) {
            throw place.wrong(
                    ONE_WINNER,
                    "attempt " + running.assignment().attempt() + " with "
                            + running.assignment().worker() + " alone",
                    "attempt " + e.assignment().attempt() + " with "
                            + e.assignment().worker() + " beside it");
        }
    }

    void check(InferenceEvent.Assigned e, InferenceEvent.Requested order, Place place) {
        Assignment a = e.assignment();
        SignatureCheck byALogKey = (_, signature, parts) -> signatures.verifyByAny(logKeys, signature, parts);
        if (!AssignmentSignature.verify(byALogKey, Bytes.EMPTY, a.signature(), e.request(), a.key(), a.attempt())) {
            throw place.wrong("assignment signature", "the log key's", "another");
        }
        AttestedKey key = supply.key(a.worker(), a.provider(), a.key(), place);
        if (!key.isValidAt(e.at())) {
            throw place.wrong("worker key", "valid at " + e.at(), "until " + key.validUntil());
        }
        supply.notRevoked(key, e.at(), place);
        supply.offered(a.worker(), order.model(), a.coefficient(), place);
    }

    /** A receipt that echoes another assignment of this attempt, truly signed by the log, proves a second one. */
    void echoed(Receipt receipt, Assignment live, Place place) {
        if (receipt.assignmentSignature().equals(live.signature())) {
            return;
        }
        for (Bytes log : logKeys) {
            if (!receipt.key().equals(live.key())
                    && AssignmentSignature.verify(
                            log, receipt.assignmentSignature(), receipt.request(), receipt.key(), live.attempt())) {
                throw place.wrong(
                        ONE_WINNER,
                        "attempt " + live.attempt() + " with " + live.worker() + " alone",
                        "the log key's signature for " + receipt.worker() + " too");
            }
        }
    }
}
