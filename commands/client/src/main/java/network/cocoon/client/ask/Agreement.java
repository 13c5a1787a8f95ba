package network.cocoon.client.ask;

import java.util.List;
import network.cocoon.domain.envelope.AssignmentSignature;
import network.cocoon.domain.envelope.EncodedHeader;
import network.cocoon.domain.envelope.EnvelopeException;
import network.cocoon.domain.envelope.FrameContent;
import network.cocoon.domain.envelope.FrameOpener;
import network.cocoon.domain.envelope.Header;
import network.cocoon.domain.envelope.Receipt;
import network.cocoon.domain.envelope.Receipts;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.registry.PriceRule;
import network.cocoon.wire.api.NetworkApi.CandidateEntry;
import network.cocoon.wire.cbor.ReceiptCodec;
import network.cocoon.wire.frames.ReceiptTrailer;

/**
 * What was agreed before the answer, to hold the receipt against.
 *
 * @param chosen the verified candidates, in the header's order
 * @param logKey signs assignments
 */
record Agreement(EncodedHeader header, Digest ciphertext, Terms terms, List<CandidateEntry> chosen, Bytes logKey) {

    RequestId request() {
        return header.header().request();
    }

    CandidateEntry worker(WorkerKeyId key) {
        return chosen.stream()
                .filter(candidate -> candidate.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AskException(AskException.Code.ANSWER_REFUSED, "a stranger answered"));
    }

    /** The receipt, if every figure and every binding in it is right. Throws {@link AskException} (RECEIPT_MISMATCH). */
    Receipt check(ReceiptTrailer trailer, FrameOpener answer, Recount counted, FrameContent.Final end) {
        Header agreed = header.header();
        CandidateEntry worker = worker(answer.key());
        demand("digest", Receipts.digest(trailer.receipt()).equals(end.receipt()));
        demand("signature", Receipts.verify(worker.receiptKey(), trailer.signature(), trailer.receipt()));
        Receipt receipt;
        try {
            receipt = ReceiptCodec.decode(trailer.receipt());
        } catch (EnvelopeException e) {
            throw mismatch("form");
        }
        demand("request", receipt.request().equals(agreed.request()));
        demand("header", receipt.headerHash().equals(header.hash()));
        demand("ciphertext", receipt.ciphertext().equals(ciphertext));
        demand("chain", receipt.chain().equals(answer.receiptChain()));
        demand("worker", receipt.worker().equals(worker.worker()));
        demand("key", receipt.key().equals(worker.key()));
        demand("evidence", receipt.evidence().equals(worker.evidence()));
        demand("attempt", receipt.attempt() == answer.attempt());
        demand(
                "assignment",
                AssignmentSignature.verify(
                        logKey, receipt.assignmentSignature(), agreed.request(), worker.key(), answer.attempt()));
        demand("model", receipt.model().equals(agreed.modelDigest()));
        demand("usage", receipt.usage().equals(end.usage()));
        demand("tokens", receipt.usage().total() <= agreed.maxTokens());
        demand("count", counted.allows(receipt.usage()));
        demand("price list", receipt.priceList().equals(agreed.priceList()));
        demand("coefficient", receipt.coefficient() <= agreed.maxCoefficient());
        demand(
                "cost",
                receipt.cost()
                        .equals(PriceRule.charge(terms.prices(), receipt.coefficient(), receipt.usage())
                                .cost()));
        demand("ceiling", receipt.cost().compareTo(agreed.maxCost()) <= 0);
        return receipt;
    }

    private static void demand(String what, boolean holds) {
        if (!holds) {
            throw mismatch(what);
        }
    }

    private static AskException mismatch(String what) {
        return new AskException(
                AskException.Code.RECEIPT_MISMATCH, "the worker's receipt does not agree with the request: " + what);
    }
}
