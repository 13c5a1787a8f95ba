package network.cocoon.domain.inference;

import java.util.HashSet;
import java.util.Set;
import network.cocoon.domain.kernel.WorkerKeyId;

/**
 * What has been tried.
 *
 * @param last  number of the last attempt, 0 before the first
 * @param tried keys whose attempt ended before its first frame; none of them gets the request again
 */
public record Attempts(int last, Set<WorkerKeyId> tried) {

    /** Beyond this a request fails: somebody is failing it on purpose, or everything is. */
    public static final int MOST = 8;

    public static final Attempts NONE = new Attempts(0, Set.of());

    public Attempts {
        tried = Set.copyOf(tried);
    }

    Attempts begun(int attempt) {
        return new Attempts(attempt, tried);
    }

    Attempts lost(WorkerKeyId key) {
        var keys = new HashSet<>(tried);
        keys.add(key);
        return new Attempts(last, keys);
    }
}
