package network.cocoon.domain.inference;

import java.util.Optional;
import network.cocoon.domain.crypto.SignatureCheck;
import network.cocoon.domain.envelope.Receipts;
import network.cocoon.domain.inference.InferenceCommand.Complete;
import network.cocoon.domain.kernel.Rejection;
import network.cocoon.domain.registry.PriceRule;

/** What a receipt must satisfy to become a bill. */
final class ReceiptRules {

    private static final int MOST_RECEIPT_BYTES = 16 * 1024;

    private ReceiptRules() {}

    static Optional<Rejection> refusal(Complete c, InferenceState.Assigned state, SignatureCheck signatures) {
        InferenceEvent.Requested order = state.order();
        Assignment assignment = state.assignment();
        ReceiptFacts facts = c.receiptFacts();
        if (!c.worker().equals(assignment.worker())) {
            return refuse(InferenceRefusal.NOT_ASSIGNED_TO_WORKER, "another worker has this request");
        }
        if (facts.attempt() != assignment.attempt()) {
            return refuse(InferenceRefusal.WRONG_ATTEMPT, "attempt " + assignment.attempt() + " is running");
        }
        if (c.receipt().length() > MOST_RECEIPT_BYTES
                || !facts.headerHash().equals(order.headerHash())
                || !facts.ciphertextDigest().equals(order.ciphertextDigest())
                || !facts.worker().equals(assignment.worker())
                || !facts.key().equals(assignment.key())
                || !facts.modelDigest().equals(order.modelDigest())
                || !facts.priceList().equals(order.prices().digest())
                || facts.coefficient() != assignment.coefficient()
                || facts.firstToken().isBefore(facts.started())
                || facts.finished().isBefore(facts.firstToken())) {
            return refuse(
                    InferenceRefusal.RECEIPT_MISMATCH,
                    "the receipt is about another request, worker, key, model, price or order of times");
        }
        if (facts.usage().total() > order.maxTokens()) {
            return refuse(
                    InferenceRefusal.TOO_MANY_TOKENS,
                    facts.usage().total() + " tokens, the header allows " + order.maxTokens());
        }
        // Cannot overflow: tokens and coefficient are within the header's, whose worst case fitted its ceiling.
        if (!PriceRule.charge(order.prices(), assignment.coefficient(), facts.usage())
                .cost()
                .equals(facts.cost())) {
            return refuse(InferenceRefusal.COST_MISMATCH, "the receipt's cost is not what the price rule says");
        }
        if (facts.cost().compareTo(order.maxCost()) > 0) {
            return refuse(InferenceRefusal.OVER_CEILING, "the bill exceeds the header's ceiling");
        }
        if (!Receipts.verify(signatures, c.receiptKey(), c.receiptSignature(), c.receipt())) {
            return refuse(InferenceRefusal.INVALID_RECEIPT_SIGNATURE, "the receipt key's signature does not verify");
        }
        return Optional.empty();
    }

    private static Optional<Rejection> refuse(InferenceRefusal code, String detail) {
        return Optional.of(new Rejection(code, detail));
    }
}
