package network.cocoon.domain.envelope;

import java.time.Instant;
import network.cocoon.domain.crypto.Signatures;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;

/**
 * What a worker states, under its attested receipt key, about one answer. Every figure of a bill stands in it.
 *
 * @param headerHash          hH of the request
 * @param ciphertext          digest of the sealed prompt
 * @param chain               hash chain over the response's opening and all frames before the final one
 * @param evidence            digest of the evidence that attests the key
 * @param attempt             from 1
 * @param assignmentSignature the log key's {@link AssignmentSignature}, echoed
 * @param engine              digest of engine and image
 * @param coefficient         the worker's, per mille
 * @param started             when the worker opened the request, millisecond precision
 * @param firstToken          not before {@code started}
 * @param finished            not before {@code firstToken}
 */
public record Receipt(
        RequestId request,
        Digest headerHash,
        Digest ciphertext,
        Digest chain,
        WorkerId worker,
        WorkerKeyId key,
        Digest evidence,
        int attempt,
        Bytes assignmentSignature,
        Digest model,
        Digest engine,
        TokenUsage usage,
        Digest priceList,
        int coefficient,
        Nanoton cost,
        Instant started,
        Instant firstToken,
        Instant finished) {

    public Receipt {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts count from 1");
        }
        if (assignmentSignature.length() != Signatures.SIGNATURE_BYTES) {
            throw new IllegalArgumentException("an assignment signature has 64 bytes");
        }
        if (coefficient < 1 || coefficient > Header.MAX_COEFFICIENT) {
            throw new IllegalArgumentException("a coefficient is 1 to " + Header.MAX_COEFFICIENT + " per mille");
        }
        Times.check(started);
        Times.check(firstToken);
        Times.check(finished);
        if (firstToken.isBefore(started) || finished.isBefore(firstToken)) {
            throw new IllegalArgumentException("a receipt's times never go back");
        }
    }
}
