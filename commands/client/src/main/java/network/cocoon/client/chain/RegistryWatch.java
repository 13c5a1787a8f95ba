package network.cocoon.client.chain;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import network.cocoon.client.account.DataFolder;
import network.cocoon.client.chain.ChainException.Code;
import network.cocoon.wire.api.JournalApi.Journal;
import network.cocoon.wire.ton.TonAddress;
import org.jspecify.annotations.Nullable;

/**
 * The registry, read again and again on a thread of its own: who asks gets the last good reading and never waits. Where a
 * reading fails, the last good one counts until it is too old, by the monotonic clock; then nothing does. Safe for many
 * threads.
 */
public final class RegistryWatch implements AutoCloseable {

    /**
     * @param registry address of the contract
     * @param every    pause between two readings
     * @param limit    how old the last good reading, and the chain's newest block, may be
     */
    public record Terms(TonAddress registry, Duration every, Duration limit) {

        public static final Duration EVERY = Duration.ofSeconds(10);

        public Terms {
            if (every.isNegative() || every.isZero() || limit.compareTo(every) < 0) {
                throw new IllegalArgumentException("the registry is read more often than its readings grow too old");
            }
        }
    }

    /** Where the journal is asked for. */
    @FunctionalInterface
    public interface Journals {
        Journal journal() throws IOException;
    }

    private record Good(Standing.Known known, long atNanos) {}

    private final RegistryReader reader;
    private final Terms terms;
    private final LongSupplier monotonicNanos;
    private final Consumer<String> says;
    private final CountDownLatch first = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Good good;
    private volatile @Nullable IOException failure;

    private RegistryWatch(RegistryReader reader, Terms terms, LongSupplier monotonicNanos, Consumer<String> says) {
        this.reader = reader;
        this.terms = terms;
        this.monotonicNanos = monotonicNanos;
        this.says = says;
        this.thread = Thread.ofVirtual().name("registry").unstarted(this::watch);
    }

    /**
     * @param says takes a line for a person when reading begins to fail, and when it works again
     * @throws IOException where the data folder cannot be read
     */
    public static RegistryWatch start(
            ChainServers chain,
            Terms terms,
            Journals journals,
            DataFolder folder,
            InstantSource clock,
            LongSupplier monotonicNanos,
            Consumer<String> says)
            throws IOException {
        RegistryReader reader = new RegistryReader(chain, terms.registry(), journals, folder, terms.limit(), clock);
        RegistryWatch watch = new RegistryWatch(reader, terms, monotonicNanos, says);
        watch.thread.start();
        return watch;
    }

    /** Waits for the first reading to succeed or fail, no longer than this. */
    public Standing first(Duration longest) throws InterruptedException {
        boolean _ = first.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        return standing();
    }

    public Standing standing() {
        Good last = good;
        if (last != null
                && monotonicNanos.getAsLong() - last.atNanos() <= terms.limit().toNanos()) {
            return last.known();
        }
        IOException why = failure;
        if (last == null && why instanceof ChainException coded) {
            return new Standing.Unknown(coded);
        }
        String since = last == null
                ? "was not read yet"
                : "was not read for " + terms.limit().toSeconds() + " s";
        return new Standing.Unknown(new ChainException(
                Code.REGISTRY_STALE,
                "the registry " + terms.registry() + " " + since + (why == null ? "" : ": " + why.getMessage())));
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            round();
            first.countDown();
            try {
                Thread.sleep(terms.every());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void round() {
        long started = monotonicNanos.getAsLong();
        try {
            Standing.Known known = reader.read();
            good = new Good(known, started);
            if (failure != null) {
                says.accept("The registry on chain is read again.");
            }
            failure = null;
        } catch (IOException e) {
            if (failure == null) {
                says.accept("The registry on chain could not be read: " + e.getMessage());
            }
            failure = e;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
