package network.cocoon.wire.frames;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes frames and flushes after each, since a frame is a piece of an answer that someone waits for. Not thread-safe. */
public final class FrameWriter {

    public static final String CONTENT_TYPE = "application/vnd.cocoon.frames";

    /** The most bytes of one frame, without its length. */
    public static final int MAX_FRAME = 64 * 1024;

    private final OutputStream out;

    public FrameWriter(OutputStream out) {
        this.out = out;
    }

    /** Throws {@link IllegalArgumentException} for an empty frame or one above {@link #MAX_FRAME}. */
    public void write(byte[] frame) throws IOException {
        if (frame.length == 0 || frame.length > MAX_FRAME) {
            throw new IllegalArgumentException("a frame has 1 to " + MAX_FRAME + " bytes, not " + frame.length);
        }
        // One write: a frame in one TCP segment where it fits.
        out.write(ByteBuffer.allocate(4 + frame.length)
                .putInt(frame.length)
                .put(frame)
                .array());
        out.flush();
    }
}
