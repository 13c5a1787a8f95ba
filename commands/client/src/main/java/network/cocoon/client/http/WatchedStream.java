package network.cocoon.client.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Closes a line on which nothing comes: a node that stands still keeps its connections, and says nothing. */
final class WatchedStream extends FilterInputStream {

    private final long silenceNanos;
    private final Thread watch;
    private volatile long heard = System.nanoTime();

    WatchedStream(InputStream in, Duration silence) {
        super(in);
        this.silenceNanos = silence.toNanos();
        this.watch = Thread.ofVirtual().name("line-watch").start(this::watch);
    }

    private void watch() {
        try {
            for (long left = left(); left > 0; left = left()) {
                Thread.sleep(Duration.ofNanos(left));
            }
            in.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // It is gone either way.
            heard = 0;
        }
    }

    private long left() {
        return silenceNanos - (System.nanoTime() - heard);
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        heard = System.nanoTime();
        over(octet < 0);
        return octet;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        heard = System.nanoTime();
        over(count < 0);
        return count;
    }

    private void over(boolean ended) {
        if (ended) {
            watch.interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        watch.interrupt();
        super.close();
    }
}
