package network.cocoon.wire.frames;

import java.io.IOException;

/** A peer announced an empty frame or one beyond the bound. The stream cannot be read further. */
public final class FrameSizeException extends IOException {

    FrameSizeException() {
        super("a frame has 1 to " + FrameWriter.MAX_FRAME + " bytes");
    }
}
