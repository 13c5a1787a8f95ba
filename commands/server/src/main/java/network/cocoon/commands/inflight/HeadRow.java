package network.cocoon.commands.inflight;

import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;

/**
 * The highest head of one request that its app acknowledged.
 *
 * @param sequence        frames it covers
 * @param head            exact canonical bytes
 * @param headSignature   the worker's
 * @param acknowledgement the app's
 */
public record HeadRow(
        RequestId request, int attempt, int sequence, Bytes head, Bytes headSignature, Bytes acknowledgement) {

    /** Whether it goes beyond another of the same request. */
    public boolean beyond(HeadRow other) {
        return attempt > other.attempt || (attempt == other.attempt && sequence > other.sequence);
    }
}
