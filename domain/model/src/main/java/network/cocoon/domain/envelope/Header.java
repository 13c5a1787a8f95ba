package network.cocoon.domain.envelope;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerKeyId;

/**
 * What the operator may read of a request, and what the client agreed to. Bound into every key of the envelope through
 * {@link HeaderHash}. Values are checked here, so a header that exists is well formed.
 *
 * @param version         always {@value #VERSION}
 * @param modelDigest     digest of the model's manifest
 * @param releaseManifest digest of the release manifest under which the client verified the recipients
 * @param notAfter        the request is dead after this, millisecond precision
 * @param lengthClass     padded size of the prompt
 * @param recipients      1 to 3 distinct worker keys, in the order of the wraps
 * @param priceList       digest of the price list the client agreed to
 * @param maxCoefficient  the largest worker coefficient, per mille (1000 is the list price), 1 to 100,000
 * @param maxTokens       the largest number of tokens, of prompt and answer together, 1 to 2^20
 * @param maxCost         the most this request may ever be billed
 */
public record Header(
        int version,
        Suite suite,
        RequestId request,
        AccountId account,
        ClientKeyId clientKey,
        ModelId model,
        Digest modelDigest,
        Digest releaseManifest,
        Instant notAfter,
        LengthClass lengthClass,
        List<WorkerKeyId> recipients,
        Digest priceList,
        int maxCoefficient,
        int maxTokens,
        Nanoton maxCost) {

    public static final int VERSION = 1;
    public static final int MAX_RECIPIENTS = 3;
    public static final int MAX_COEFFICIENT = 100_000;
    public static final int MAX_TOKENS = 1 << 20;

    public Header {
        if (version != VERSION) {
            throw new IllegalArgumentException("header version " + version + " is unknown");
        }
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()
                || recipients.size() > MAX_RECIPIENTS
                || new HashSet<>(recipients).size() != recipients.size()) {
            throw new IllegalArgumentException("a header has 1 to 3 distinct recipients");
        }
        Times.check(notAfter);
        if (maxCoefficient < 1 || maxCoefficient > MAX_COEFFICIENT) {
            throw new IllegalArgumentException("maxCoefficient is 1 to " + MAX_COEFFICIENT + " per mille");
        }
        if (maxTokens < 1 || maxTokens > MAX_TOKENS) {
            throw new IllegalArgumentException("maxTokens is 1 to " + MAX_TOKENS);
        }
    }
}
