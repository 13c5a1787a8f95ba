package network.cocoon.domain.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import network.cocoon.domain.kernel.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What the log wants on chain, and what a registry there has of it.
 *
 * @param listed   every change that the log asks for, each once, in its order
 * @param registry raw address of the contract with the journal; null before its first entry
 * @param entries  the contract's journal, oldest first
 * @param journal  the contract's hash of it; zeros before its first entry
 */
public record Publications(List<Listing> listed, @Nullable String registry, List<Entry> entries, Digest journal) {

    /** The hash before the first entry. */
    public static final Digest NOTHING = Digest.of(new byte[Digest.BYTES]);

    public static final Publications EMPTY = new Publications(List.of(), null, List.of(), NOTHING);

    public Publications {
        listed = List.copyOf(listed);
        entries = List.copyOf(entries);
    }

    /**
     * An entry of the journal.
     *
     * @param order the number of the order that made it
     * @param from  when it is in force
     */
    public record Entry(long order, Listing change, Instant from, Digest transaction, long lt, Instant chainTime) {}

    /** The journal's hash at that registry. */
    public Digest journalOf(String address) {
        return address.equals(registry) ? journal : NOTHING;
    }

    /** The journal of that registry. */
    public List<Entry> entriesOf(String address) {
        return address.equals(registry) ? entries : List.of();
    }

    /**
     * What that registry does not have yet, revocations first. An addition that was revoked since is left out: published
     * after its revocation it would be in force again.
     */
    public List<Listing> waitingFor(String address) {
        Set<Listing> there = changes(entriesOf(address));
        List<Listing> missing =
                listed.stream().filter(change -> !there.contains(change)).toList();
        Stream<Listing> revoked = missing.stream().filter(change -> change.kind() == Listing.Kind.REVOKE);
        Set<Listing> all = Set.copyOf(listed);
        Stream<Listing> added = missing.stream()
                .filter(change -> change.kind() == Listing.Kind.ADD)
                .filter(change -> !all.contains(new Listing(Listing.Kind.REVOKE, change.list(), change.item())));
        return Stream.concat(revoked, added).toList();
    }

    /** What the registry has and the log never asked for, or has a second time: somebody else has its key. */
    public List<Listing> foreign() {
        Set<Listing> wanted = new HashSet<>(listed);
        return entries.stream()
                .map(Entry::change)
                .filter(change -> !wanted.remove(change))
                .toList();
    }

    Publications wanting(Listing change) {
        return listed.contains(change) ? this : new Publications(plus(listed, change), registry, entries, journal);
    }

    Publications with(RegistryEvent.Published e) {
        Entry entry = new Entry(e.order(), e.change(), e.from(), e.transaction(), e.lt(), e.chainTime());
        return new Publications(listed, e.registry(), plus(entriesOf(e.registry()), entry), e.journal());
    }

    private static Set<Listing> changes(List<Entry> entries) {
        Set<Listing> changes = new HashSet<>();
        entries.forEach(entry -> changes.add(entry.change()));
        return changes;
    }

    private static <T> List<T> plus(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }
}
