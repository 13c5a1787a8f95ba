package network.cocoon.domain.inference;

import java.time.Instant;
import network.cocoon.domain.envelope.Receipt;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;

/** The part of a receipt that the bill depends on. */
public record ReceiptFacts(
        Digest headerHash,
        Digest ciphertextDigest,
        WorkerId worker,
        WorkerKeyId key,
        int attempt,
        Digest modelDigest,
        Digest priceList,
        int coefficient,
        TokenUsage usage,
        Nanoton cost,
        Instant started,
        Instant firstToken,
        Instant finished) {

    /** The facts of a receipt, which the caller decoded from the very bytes that were signed. */
    public static ReceiptFacts of(Receipt receipt) {
        return new ReceiptFacts(
                receipt.headerHash(),
                receipt.ciphertext(),
                receipt.worker(),
                receipt.key(),
                receipt.attempt(),
                receipt.model(),
                receipt.priceList(),
                receipt.coefficient(),
                receipt.usage(),
                receipt.cost(),
                receipt.started(),
                receipt.firstToken(),
                receipt.finished());
    }
}
