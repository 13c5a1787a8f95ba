package network.cocoon.workers.operator.gateway;

import java.util.TreeMap;
import network.cocoon.workers.operator.port.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Places of a long history that was walked once and counts. A follower far behind reads it page by page; each page's walk
 * begins at the next anchor instead of at the newest transaction, or catching up would take the square of it. In memory only.
 */
final class Anchors {

    private final TreeMap<Long, Cursor> places = new TreeMap<>();

    synchronized void add(Cursor place) {
        places.put(place.lt(), place);
    }

    /** The nearest place above the cursor, if it is below the end of what counts. Those below are done with. */
    synchronized @Nullable Cursor above(Cursor cursor) {
        places.headMap(cursor.lt(), true).clear();
        var next = places.firstEntry();
        return next == null ? null : next.getValue();
    }

    synchronized void forget() {
        places.clear();
    }
}
