package network.cocoon.client.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that says when it is over: whole, or broken off. {@link #close} may come from any thread. */
final class AnswerBody extends FilterInputStream {

    interface Ending {
        /** May be called more than once; the first counts. */
        void over(boolean whole);
    }

    private final Ending ending;
    private volatile boolean over;

    AnswerBody(InputStream in, Ending ending) {
        super(in);
        this.ending = ending;
    }

    @Override
    public int read() throws IOException {
        if (over) {
            return -1;
        }
        try {
            int octet = in.read();
            ended(octet < 0);
            return octet;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (over) {
            return -1;
        }
        try {
            int count = in.read(into, offset, length);
            ended(count < 0);
            return count;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private void ended(boolean end) {
        if (end) {
            over = true;
            ending.over(true);
        }
    }

    private IOException broken(IOException cause) {
        ending.over(false);
        return Thread.currentThread().isInterrupted() ? Transport.interrupted() : cause;
    }

    /** Does not read the rest, which may take for ever. */
    @Override
    public void close() {
        ending.over(false);
    }
}
