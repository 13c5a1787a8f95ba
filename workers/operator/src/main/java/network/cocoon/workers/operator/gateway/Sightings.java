package network.cocoon.workers.operator.gateway;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.Cursor;

/** Which transaction an account had last at which block, as far back as the policy needs. In memory only. */
final class Sightings {

    /** @param time until then the account had no other transaction, on the chain as it was then */
    record Sighting(long seqno, Instant time, Cursor last) {}

    private final Deque<Sighting> seen = new ArrayDeque<>();

    /** Whether a later block was seen: the server lost some, or is another behind the same name. */
    synchronized boolean ahead(AccountSnapshot now) {
        return !seen.isEmpty() && now.seen().seqno() < seen.getLast().seqno();
    }

    /** Notes what is there now. The answer is the newest sighting that is so many blocks old, if there is one. */
    synchronized Optional<Sighting> note(AccountSnapshot now, int blocks) {
        Sighting sighting = new Sighting(now.seen().seqno(), now.seen().time(), now.last());
        if (!seen.isEmpty() && seen.getLast().seqno() == sighting.seqno()) {
            // The block may have been replaced by another of its number.
            seen.removeLast();
        }
        // Time runs on from block to block: what is dated later than now was seen on blocks that were replaced.
        seen.removeIf(earlier -> earlier.time().isAfter(sighting.time()));
        seen.addLast(sighting);
        // Numbers differ, so no more are kept than the policy has blocks, and one.
        Optional<Sighting> counts = Optional.empty();
        while (!seen.isEmpty() && seen.getFirst().seqno() <= sighting.seqno() - blocks) {
            counts = Optional.of(seen.removeFirst());
        }
        counts.ifPresent(seen::addFirst);
        return counts;
    }

    /** The chain was replaced: what was seen on it proves nothing. */
    synchronized void forget() {
        seen.clear();
    }
}
