package network.cocoon.workers.gpu.run;

import java.time.Duration;
import java.time.Instant;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.envelope.Heads;
import network.cocoon.domain.envelope.ResponseSealer;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.wire.cbor.HeadCodec;
import network.cocoon.wire.frames.ResponseMessage;

/**
 * States what was sent so far and is owed for it, twice a window: so the relay need not wait for an acknowledgement. Once,
 * where frames come so fast that the relay waits all the same. An answer that takes its time is first stated soon, however
 * long the window: until then its prompt is owed by nobody.
 */
final class HeadSigner {

    /** Less than any acknowledgement takes on its way: a head signed within it is acknowledged by the next one. */
    private static final Duration SOON = Duration.ofMillis(5);

    /** From the first frame to the first head at most, as long as frames come: as with {@link Head#DEFAULT_WINDOW}. */
    private static final Duration FIRST = Duration.ofMillis(250);

    private final Digest headerHash;
    private final SigningKey receiptKey;
    private final int window;
    private final int half;
    private Instant last;
    private Instant began = Instant.MAX;
    private boolean stated;
    private int since;

    /**
     * @param window 1 to {@link Head#MAX_WINDOW} frames
     * @param now    before the first frame
     */
    HeadSigner(Digest headerHash, SigningKey receiptKey, int window, Instant now) {
        if (!allows(window)) {
            throw new IllegalArgumentException("a window has 1 to " + Head.MAX_WINDOW + " frames");
        }
        this.headerHash = headerHash;
        this.receiptKey = receiptKey;
        this.window = window;
        this.half = Math.max(1, window / 2);
        this.last = now;
    }

    /** A window that nobody may name leaves more than one window to believe about. */
    static boolean allows(int window) {
        return window >= 1 && window <= Head.MAX_WINDOW;
    }

    /** One frame more was sent; true where a head is due. */
    boolean due(Instant now) {
        since++;
        if (began.equals(Instant.MAX)) {
            began = now;
        }
        return since >= window
                || (since >= half && !now.isBefore(last.plus(SOON)))
                || (!stated && !now.isBefore(began.plus(FIRST)));
    }

    /** @param usage of everything in the frames sealed so far */
    ResponseMessage.SignedHead sign(ResponseSealer sealer, TokenUsage usage, Instant now) {
        since = 0;
        stated = true;
        last = now;
        Bytes head = HeadCodec.encode(new Head(headerHash, sealer.attempt(), sealer.sequence(), usage, sealer.chain()));
        return new ResponseMessage.SignedHead(head, Heads.sign(receiptKey, head));
    }
}
