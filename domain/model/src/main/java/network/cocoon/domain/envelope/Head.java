package network.cocoon.domain.envelope;

import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.TokenUsage;

/**
 * What a worker states about an answer that is still under way (protocol, "Frames, acknowledgements"): so much has been
 * sent, and so much would be owed for it. The final receipt is the last head.
 *
 * @param attempt  from 1
 * @param sequence how many frames it covers, from 1: the next frame's sequence number
 * @param usage    of everything in those frames, cumulative
 * @param chain    hash chain over the response's opening and those frames
 */
public record Head(Digest headerHash, int attempt, int sequence, TokenUsage usage, Digest chain) {

    /** Frames that may be on their way beyond the last acknowledged head. */
    public static final int DEFAULT_WINDOW = 8;

    public static final int MAX_WINDOW = 64;

    public Head {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts count from 1");
        }
        if (sequence < 1 || sequence > FrameFormat.MAX_FRAMES) {
            throw new IllegalArgumentException("a head covers 1 to " + FrameFormat.MAX_FRAMES + " frames");
        }
    }
}
