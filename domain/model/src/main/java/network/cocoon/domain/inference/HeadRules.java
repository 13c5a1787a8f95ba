package network.cocoon.domain.inference;

import java.util.Optional;
import network.cocoon.domain.crypto.SignatureCheck;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.envelope.Heads;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Rejection;

/** What an acknowledged head must satisfy to become a bill. */
final class HeadRules {

    private static final int MOST_HEAD_BYTES = 1024;

    private HeadRules() {}

    static Optional<Rejection> refusal(
            AcknowledgedHead acknowledged, InferenceState.Known state, SignatureCheck signatures) {
        if (!(state instanceof InferenceState.Assigned assigned)) {
            return refuse(InferenceRefusal.HEAD_MISMATCH, "nobody is answering this request");
        }
        InferenceEvent.Requested order = assigned.order();
        Head facts = acknowledged.facts();
        if (acknowledged.head().length() > MOST_HEAD_BYTES
                || !facts.headerHash().equals(order.headerHash())
                || facts.attempt() != assigned.assignment().attempt()) {
            return refuse(InferenceRefusal.HEAD_MISMATCH, "the head is about another request or attempt");
        }
        if (facts.usage().total() > order.maxTokens()) {
            return refuse(
                    InferenceRefusal.TOO_MANY_TOKENS,
                    facts.usage().total() + " tokens, the header allows " + order.maxTokens());
        }
        if (!Heads.verify(signatures, acknowledged.receiptKey(), acknowledged.headSignature(), acknowledged.head())) {
            return refuse(InferenceRefusal.INVALID_HEAD_SIGNATURE, "the receipt key's signature does not verify");
        }
        Digest client = Digest.sha256(acknowledged.clientKey().toArray());
        if (!order.clientKey().value().equals("key_" + client.hex())
                || !Heads.isAcknowledged(
                        signatures, acknowledged.clientKey(), acknowledged.acknowledgement(), acknowledged.head())) {
            return refuse(InferenceRefusal.INVALID_ACKNOWLEDGEMENT, "the client key's signature does not verify");
        }
        return Optional.empty();
    }

    private static Optional<Rejection> refuse(InferenceRefusal code, String detail) {
        return Optional.of(new Rejection(code, detail));
    }
}
