package network.cocoon.audit;

import java.time.Instant;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.envelope.Header;
import network.cocoon.domain.envelope.Receipt;
import network.cocoon.domain.inference.AcknowledgedHead;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.HeaderFacts;
import network.cocoon.domain.inference.InferenceCommand;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.domain.inference.ReceiptFacts;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.worker.AttestedKey;
import org.jspecify.annotations.Nullable;

/**
 * The commands that signed bytes in the log must have come from, with every fact from those bytes. Whatever is signed
 * comes as the decoder read it from exactly the bytes in the event: null where they are none.
 */
final class Submissions {

    private Submissions() {}

    static InferenceCommand.Submit again(
            InferenceEvent.Requested e, @Nullable Object signed, Bytes clientPublicKey, Place place) {
        return new InferenceCommand.Submit(
                e.request(),
                e.account(),
                e.clientKey(),
                clientPublicKey,
                e.modelDigest(),
                e.header(),
                HeaderFacts.of(header(signed, place)),
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

    static InferenceCommand.Reseal again(
            InferenceEvent.Resealed e, @Nullable Object signed, AccountId account, Bytes clientPublicKey, Place place) {
        return new InferenceCommand.Reseal(
                e.request(),
                account,
                clientPublicKey,
                e.header(),
                HeaderFacts.of(header(signed, place)),
                e.headerHash(),
                e.ciphertextDigest(),
                e.ciphertextBytes(),
                e.candidates(),
                e.clientSignature(),
                null,
                e.at());
    }

    static Receipt receipt(@Nullable Object signed, Place place) {
        if (signed instanceof Receipt receipt) {
            return receipt;
        }
        throw place.wrong("receipt", "a canonical receipt", "bytes that are none");
    }

    static InferenceCommand.Complete completion(
            InferenceEvent.Completed e, Receipt receipt, Assignment assignment, AttestedKey key, Place place) {
        if (!receipt.request().equals(e.request())) {
            throw place.wrong("receipt", e.request(), receipt.request());
        }
        if (!receipt.evidence().equals(key.evidenceDigest())) {
            throw place.wrong("receipt", key.evidenceDigest(), receipt.evidence());
        }
        if (!receipt.assignmentSignature().equals(assignment.signature())) {
            throw place.wrong("receipt", "this assignment's signature", "another");
        }
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

    static AcknowledgedHead acknowledged(
            PartialBill bill, @Nullable Object signed, AttestedKey key, Bytes clientKey, Instant at, Place place) {
        if (!(signed instanceof Head head)) {
            throw place.wrong("head", "a canonical head", "bytes that are none");
        }
        if (!key.acceptsReceiptAt(at)) {
            throw place.wrong("head", "logged by " + key.validUntil(), at);
        }
        return new AcknowledgedHead(
                bill.head(), head, bill.headSignature(), bill.acknowledgement(), key.receiptKey(), clientKey);
    }

    private static Header header(@Nullable Object signed, Place place) {
        if (signed instanceof Header header) {
            return header;
        }
        throw place.wrong("header", "a canonical header", "bytes that are none");
    }
}
