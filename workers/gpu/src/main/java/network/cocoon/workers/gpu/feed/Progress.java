package network.cocoon.workers.gpu.feed;

import java.io.IOException;
import java.util.TreeSet;

/**
 * Which notices are under way. The bookmark moves only past notices that are all reported: assignments finish out of
 * order, and one scalar must not skip the slow one. Thread-safe.
 */
final class Progress {

    private final Bookmark bookmark;
    private final TreeSet<Long> open = new TreeSet<>();
    private long highest;
    private boolean abandoned;

    Progress(Bookmark bookmark) {
        this.bookmark = bookmark;
        this.highest = bookmark.position();
    }

    /** False for a notice that was seen in this boot: a reconnection repeats what is after the bookmark. */
    synchronized boolean begin(long index) {
        if (index <= highest) {
            return false;
        }
        highest = index;
        open.add(index);
        return true;
    }

    /** The notice is reported, or needed no report. */
    synchronized void done(long index) {
        if (abandoned) {
            return;
        }
        open.remove(index);
        bookmark.moveTo(open.isEmpty() ? highest : open.getFirst() - 1);
    }

    /**
     * The operator's log is another one, restored from a backup: its indexes mean other notices.
     *
     * @return what counts from now on; what is still under way here moves no bookmark any more
     */
    synchronized Progress startOver() throws IOException {
        abandoned = true;
        bookmark.forget();
        return new Progress(bookmark);
    }

    long position() {
        return bookmark.position();
    }

    void save() throws IOException {
        bookmark.save();
    }

    synchronized int underWay() {
        return open.size();
    }
}
