package network.cocoon.wire.frames;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads frames. An end between frames is the end of the stream; within one it is an error. Not thread-safe. */
public final class FrameReader {

    private final InputStream in;

    public FrameReader(InputStream in) {
        this.in = in;
    }

    /**
     * The next frame, or nothing where the stream ends between frames.
     *
     * @throws EOFException the stream ends within a frame
     * @throws FrameSizeException a length of 0 or above {@link FrameWriter#MAX_FRAME}; nothing was read past it
     */
    public Optional<byte[]> read() throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        // Into arrays of our own: the form that allocates asks the stream for nothing at its end, and a chunked one
        // then
        // waits for the next chunk before it hands over this frame.
        byte[] rest = new byte[3];
        if (in.readNBytes(rest, 0, 3) < 3) {
            throw new EOFException("the stream ends within a frame's length");
        }
        int length = (first << 24)
                | (Byte.toUnsignedInt(rest[0]) << 16)
                | (Byte.toUnsignedInt(rest[1]) << 8)
                | Byte.toUnsignedInt(rest[2]);
        if (length <= 0 || length > FrameWriter.MAX_FRAME) {
            throw new FrameSizeException();
        }
        byte[] frame = new byte[length];
        if (in.readNBytes(frame, 0, length) < length) {
            throw new EOFException("the stream ends within a frame");
        }
        return Optional.of(frame);
    }
}
