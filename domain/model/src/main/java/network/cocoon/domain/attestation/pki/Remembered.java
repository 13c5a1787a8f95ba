package network.cocoon.domain.attestation.pki;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The results of costly verifications that succeeded, the least used forgotten first. Keyed by all the bytes that were
 * verified, so it can only repeat an answer, never change one. Safe for many threads.
 */
public final class Remembered<K, V> {

    private final Map<K, V> results;

    public Remembered(int capacity) {
        results = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }

    public synchronized Optional<V> find(K key) {
        return Optional.ofNullable(results.get(key));
    }

    public synchronized void keep(K key, V result) {
        results.put(key, result);
    }
}
