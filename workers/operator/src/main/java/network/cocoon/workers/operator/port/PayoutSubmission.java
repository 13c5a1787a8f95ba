package network.cocoon.workers.operator.port;

import java.time.Duration;
import java.time.Instant;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/**
 * The one message that may carry out one attempt at a batch.
 *
 * @param messageHash of the message's cell, by which explorers find it
 * @param queryId     23 bits, the wallet's number for it: shift and bit as {@code shift << 10 | bit}
 * @param createdAt   whole seconds; the wallet takes the message from then on
 * @param timeout     whole seconds after which the wallet takes it no more
 * @param since       the wallet's newest transaction when this was built: all that follows from it comes after
 * @param boc         the exact message as a bag of cells, at most 64 KiB. Every retry sends these bytes
 */
public record PayoutSubmission(
        BatchId batch,
        int attempt,
        Digest messageHash,
        int queryId,
        Instant createdAt,
        Duration timeout,
        Cursor since,
        Bytes boc) {

    public static final int MAX_BOC = 64 * 1024;

    public PayoutSubmission {
        if (boc.length() == 0 || boc.length() > MAX_BOC) {
            throw new IllegalArgumentException("a message has at most " + MAX_BOC + " bytes");
        }
        if (queryId < 0 || queryId >> 23 != 0) {
            throw new IllegalArgumentException("a query id has 23 bits");
        }
    }

    /** From this time of the chain on the wallet refuses the message. */
    public Instant deadline() {
        return createdAt.plus(timeout);
    }
}
