package network.cocoon.domain.settlement;

import java.time.Instant;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/**
 * The one message that may carry out a batch. It is in the log before it is sent, and every retry sends these bytes.
 *
 * @param hash           of the message's cell
 * @param queryId        the wallet's number for it, 23 bits
 * @param createdAt      whole seconds of the chain; the wallet takes it from then on
 * @param timeoutSeconds after which the wallet takes it no more
 * @param sinceLt        logical time of the wallet's newest transaction when it was built
 * @param sinceHash      hash of that transaction
 * @param boc            the exact message
 */
public record PayoutMessage(
        Digest hash, int queryId, Instant createdAt, long timeoutSeconds, long sinceLt, Digest sinceHash, Bytes boc) {

    private static final int LARGEST = 64 * 1024;
    private static final int MOST_QUERY_IDS = 1 << 23;
    /** The wallet's timeout has 22 bits. */
    private static final long LONGEST_SECONDS = 1 << 22;

    /** From then on, on the chain's clock, the wallet refuses it. */
    public Instant end() {
        return createdAt.plusSeconds(timeoutSeconds);
    }

    boolean canBeSent() {
        return boc.length() > 0
                && boc.length() <= LARGEST
                && queryId >= 0
                && queryId < MOST_QUERY_IDS
                && timeoutSeconds > 0
                && timeoutSeconds <= LONGEST_SECONDS;
    }
}
