package network.cocoon.workers.gpu.operator;

import java.io.IOException;

/** One answer's way to the relay. Each message is sent at once. */
public interface FrameUpload extends AutoCloseable {

    /** Throws where the reader is gone or the relay refused. */
    void send(byte[] message) throws IOException;

    /**
     * The answer is whole. Returns when the relay has all of it: true where its receipt is billed, false where that is still
     * to be reported.
     */
    boolean finish() throws IOException;

    /** Gives up, without a word, if {@link #finish} was not called. */
    @Override
    void close();
}
