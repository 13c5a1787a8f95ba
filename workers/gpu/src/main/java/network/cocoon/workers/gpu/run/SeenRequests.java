package network.cocoon.workers.gpu.run;

import java.util.LinkedHashMap;
import java.util.Map;
import network.cocoon.domain.kernel.RequestId;

/**
 * Request ids answered in this boot: an envelope sealed to one of our keys is answered once an attempt. Bounded; keys
 * live for minutes, so what falls out of it cannot be opened any more.
 */
final class SeenRequests {

    private static final int MOST = 200_000;

    private final Map<RequestId, Integer> attempts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RequestId, Integer> eldest) {
            return size() > MOST;
        }
    };

    /** False where this attempt, or a later one, was answered before. */
    synchronized boolean first(RequestId request, int attempt) {
        Integer before = attempts.get(request);
        if (before != null && before >= attempt) {
            return false;
        }
        attempts.put(request, attempt);
        return true;
    }
}
