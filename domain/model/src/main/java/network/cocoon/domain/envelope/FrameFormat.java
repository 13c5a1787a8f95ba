package network.cocoon.domain.envelope;

import java.nio.ByteBuffer;
import network.cocoon.domain.kernel.Digest;

/**
 * The outside of a response. First an opening: version 1, key id (32), attempt (u32), nonce (32). Then frames: sequence
 * (u32, from 0), final (0 or 1), AES-256-GCM of the padded content.
 *
 * <p>The chain starts as hH and takes in every message, the opening too: chain = SHA-256(chain || message).
 */
public final class FrameFormat {

    static final int VERSION = 1;
    static final int OPENING_BYTES = 1 + 32 + 4 + ResponseSecret.NONCE_BYTES;
    static final int FRAME_PREFIX = 5;

    /** A bound on one answer, far below the counter's end. */
    public static final int MAX_FRAMES = 1 << 20;

    /** The largest frame, in bytes. */
    public static final int MAX_FRAME_BYTES = FRAME_PREFIX + 32_768 + AesGcm.TAG_BYTES;

    private FrameFormat() {}

    /** The next chain value: any relay or auditor can follow the ciphertext without opening it. */
    public static Digest chain(Digest before, byte[] message) {
        return Digest.sha256(before.raw(), message);
    }

    /** True if a message has the form of an opening: no frame is as short. */
    public static boolean isOpening(byte[] message) {
        return message.length == OPENING_BYTES && message[0] == VERSION;
    }

    /** True if a message has the size of a frame and claims to be the last: a relay may count on it, a client may not. */
    public static boolean claimsFinal(byte[] message) {
        return message.length >= FRAME_PREFIX + AesGcm.TAG_BYTES && message[FRAME_PREFIX - 1] == 1;
    }

    /** hH || key id || sequence || final || attempt. */
    static byte[] aad(ResponseSecret secret, int sequence, boolean last, int attempt) {
        return ByteBuffer.allocate(32 + 32 + 4 + 1 + 4)
                .put(secret.headerHash().raw())
                .put(Raw.of(secret.key()))
                .putInt(sequence)
                .put((byte) (last ? 1 : 0))
                .putInt(attempt)
                .array();
    }
}
