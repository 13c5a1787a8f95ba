package network.cocoon.workers.gpu.run;

import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.envelope.Heads;
import network.cocoon.domain.envelope.ResponseSealer;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.wire.cbor.HeadCodec;
import network.cocoon.wire.frames.ResponseMessage;

/** States what was sent so far and is owed for it, twice a window: so the relay need not wait for an acknowledgement. */
final class HeadSigner {

    private final Digest headerHash;
    private final SigningKey receiptKey;
    private final int every;
    private int since;

    /** @param window 1 to {@link Head#MAX_WINDOW} frames */
    HeadSigner(Digest headerHash, SigningKey receiptKey, int window) {
        if (!allows(window)) {
            throw new IllegalArgumentException("a window has 1 to " + Head.MAX_WINDOW + " frames");
        }
        this.headerHash = headerHash;
        this.receiptKey = receiptKey;
        this.every = Math.max(1, window / 2);
    }

    /** A window that nobody may name leaves more than one window to believe about. */
    static boolean allows(int window) {
        return window >= 1 && window <= Head.MAX_WINDOW;
    }

    /** One frame more was sent; true where a head is due. */
    boolean due() {
        since++;
        return since >= every;
    }

    /** @param usage of everything in the frames sealed so far */
    ResponseMessage.SignedHead sign(ResponseSealer sealer, TokenUsage usage) {
        since = 0;
        Bytes head = HeadCodec.encode(new Head(headerHash, sealer.attempt(), sealer.sequence(), usage, sealer.chain()));
        return new ResponseMessage.SignedHead(head, Heads.sign(receiptKey, head));
    }
}
