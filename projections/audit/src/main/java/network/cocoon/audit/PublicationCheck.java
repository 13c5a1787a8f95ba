package network.cocoon.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.registry.Listing;
import network.cocoon.domain.registry.Publications;
import network.cocoon.domain.registry.Publications.Entry;
import network.cocoon.domain.registry.RegistryEvent.Published;
import network.cocoon.wire.registry.RegistryChange;
import network.cocoon.wire.ton.CellBuilder;

/** Recomputes the journal of the registry on chain, link by link, and holds every entry against what was listed. */
final class PublicationCheck {

    private PublicationCheck() {}

    /** @param known before this entry */
    static void check(Published e, Publications known, Place place) {
        Digest before = known.journalOf(e.registry());
        RegistryChange change = RegistryChange.of(e.change());
        place.require(
                change.link(before, e.chainTime()).equals(e.journal())
                        || earlier(change, before, e.from()).equals(e.journal()),
                "journal",
                "the hash of this entry after the one before",
                e.journal());
        List<Entry> entries = known.entriesOf(e.registry());
        if (!entries.isEmpty()) {
            Entry last = entries.getLast();
            place.require(e.order() > last.order(), "journal order", "more than " + last.order(), e.order());
            place.require(e.lt() > last.lt(), "journal order", "logical time after " + last.lt(), e.lt());
            place.require(!e.chainTime().isBefore(last.chainTime()), "journal date", last.chainTime(), e.chainTime());
        }
        place.require(
                known.listed().contains(e.change())
                        && entries.stream().noneMatch(entry -> entry.change().equals(e.change())),
                "journal entry",
                "what was listed before, once",
                e.change());
        dated(e, entries, place);
    }

    /** The registry's first contract dated entries by when they are in force, and hashed a change in the entry's own cell. */
    private static Digest earlier(RegistryChange change, Digest before, Instant from) {
        return CellBuilder.begin()
                .digest(before)
                .uint(from.getEpochSecond(), 32)
                .cell(change.toCell())
                .end()
                .hash();
    }

    /** A revocation counts at once; additions all wait equally long. */
    private static void dated(Published e, List<Entry> entries, Place place) {
        Duration wait = Duration.between(e.chainTime(), e.from());
        if (e.change().kind() == Listing.Kind.REVOKE) {
            place.require(wait.isZero(), "journal date", e.chainTime(), e.from());
            return;
        }
        place.require(!wait.isNegative(), "journal date", "not before " + e.chainTime(), e.from());
        entries.stream()
                .filter(entry -> entry.change().kind() == Listing.Kind.ADD)
                .findFirst()
                .map(entry -> Duration.between(entry.chainTime(), entry.from()))
                .ifPresent(delay -> place.require(
                        wait.equals(delay), "journal date", e.chainTime().plus(delay), e.from()));
    }
}
