package network.cocoon.client.http;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;

/**
 * Answers kept for a while. One that is no longer fresh still serves while it is asked for anew in the background, so that
 * no request waits for it; one that is old is not used. Age is counted by the monotonic clock: setting the machine's clock back
 * keeps nothing alive. Of many who ask for the same at once, one asks. Thread-safe.
 */
public final class RenewedAhead<K, V> {

    /** Asks for an answer. */
    @FunctionalInterface
    public interface Source<K, V> {
        V ask(K question) throws IOException;
    }

    private final LoadingCache<K, V> answers;
    private final Predicate<V> worthKeeping;

    /**
     * @param fresh        after this an answer is renewed when it is used
     * @param old          after this it is not used
     * @param worthKeeping others are asked for each time
     */
    public RenewedAhead(Duration fresh, Duration old, int most, Source<K, V> source, Predicate<V> worthKeeping) {
        CacheLoader<K, V> loader = source::ask;
        this.worthKeeping = worthKeeping;
        this.answers = Caffeine.newBuilder()
                .maximumSize(most)
                .refreshAfterWrite(fresh)
                .expireAfterWrite(old)
                .executor(work -> Thread.ofVirtual().start(work))
                .build(loader);
    }

    public V get(K question) throws IOException {
        try {
            V answer = answers.get(question);
            if (!worthKeeping.test(answer)) {
                answers.invalidate(question);
            }
            return answer;
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Nothing that is known is used again. */
    public void forget() {
        answers.invalidateAll();
    }
}
