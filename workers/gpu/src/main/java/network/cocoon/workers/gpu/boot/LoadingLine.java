package network.cocoon.workers.gpu.boot;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import network.cocoon.workers.gpu.model.LoadProgress;

/** Says every two seconds how much of the weights is read, and how fast. */
final class LoadingLine implements LoadProgress {

    private static final long EVERY = 2_000_000_000L;
    private static final double MB = 1e6;

    private final PrintStream out;
    private final LongSupplier nanos;
    private final long began;
    private long said;

    LoadingLine(PrintStream out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
        this.said = began;
    }

    @Override
    public void read(long bytes, long of) {
        long now = nanos.getAsLong();
        if (now - said < EVERY) {
            return;
        }
        said = now;
        double seconds = (now - began) / 1e9;
        out.printf(
                Locale.ROOT,
                "loading: %,.0f of %,.0f MB (%d%%), %,.0f MB/s%n",
                bytes / MB,
                of / MB,
                100 * bytes / Math.max(1, of),
                bytes / MB / seconds);
        out.flush();
    }
}
