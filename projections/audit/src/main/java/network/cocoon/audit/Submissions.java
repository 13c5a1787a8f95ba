package network.cocoon.audit;

import network.cocoon.domain.envelope.Header;
import network.cocoon.domain.envelope.Receipt;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.HeaderFacts;
import network.cocoon.domain.inference.InferenceCommand;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.ReceiptFacts;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.worker.AttestedKey;
import network.cocoon.wire.cbor.HeaderCodec;
import network.cocoon.wire.cbor.ReceiptCodec;

/** The commands that signed bytes in the log must have come from, with every fact read from those bytes again. */
final class Submissions {

    private Submissions() {}

    /** Throws {@link network.cocoon.domain.envelope.EnvelopeException} where the header is not canonical. */
    static InferenceCommand.Submit again(InferenceEvent.Requested e, Bytes clientPublicKey) {
        Header header = HeaderCodec.decode(e.header()).header();
        return new InferenceCommand.Submit(
                e.request(),
                e.account(),
                e.clientKey(),
                clientPublicKey,
                e.modelDigest(),
                e.header(),
                HeaderFacts.of(header),
                e.headerHash(),
                e.ciphertextDigest(),
                e.ciphertextBytes(),
                e.candidates(),
                e.prices(),
                e.reservation(),
                e.day(),
                e.clientSignature(),
                e.deadline(),
                null,
                e.at());
    }

    /** Throws {@link network.cocoon.domain.envelope.EnvelopeException} where the receipt is not canonical. */
    static InferenceCommand.Complete completion(
            InferenceEvent.Completed e, Assignment assignment, AttestedKey key, Place place) {
        Receipt receipt = ReceiptCodec.decode(e.receipt());
        place.require(receipt.request().equals(e.request()), "receipt", e.request(), receipt.request());
        place.require(
                receipt.evidence().equals(key.evidenceDigest()), "receipt", key.evidenceDigest(), receipt.evidence());
        place.require(
                receipt.assignmentSignature().equals(assignment.signature()),
                "receipt",
                "this assignment's signature",
                "another");
        return new InferenceCommand.Complete(
                e.request(),
                e.worker(),
                ReceiptFacts.of(receipt),
                e.receipt(),
                e.receiptSignature(),
                key.receiptKey(),
                e.release().version(),
                e.slot().version(),
                e.at());
    }
}
