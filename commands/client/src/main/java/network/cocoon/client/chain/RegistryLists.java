package network.cocoon.client.chain;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.api.JournalApi.Entry;
import network.cocoon.wire.registry.RegistryChange;
import network.cocoon.wire.registry.RegistryChange.Kind;
import network.cocoon.wire.registry.RegistryList;
import network.cocoon.wire.registry.RegistryStorage;

/** The registry's lists, made from its journal. Immutable. */
public final class RegistryLists {

    private static final long LATEST_SECOND = 0xFFFF_FFFFL;

    private record Item(RegistryList list, Digest digest) {}

    private final Map<Item, Entry> newest;

    private RegistryLists(Map<Item, Entry> newest) {
        this.newest = Map.copyOf(newest);
    }

    /**
     * Of the entries that this hash covers, the journal's first ones. Those after them are not on chain, as far as the hash's
     * reader saw, and count for nothing. Empty where it covers none of the journal's beginnings.
     *
     * @param delay the registry's: what is added is in force so long after the contract took it up
     */
    static Optional<RegistryLists> covered(Digest journal, Duration delay, List<Entry> entries) {
        Map<Item, Entry> newest = new HashMap<>();
        Digest link = RegistryStorage.NOTHING;
        for (Entry entry : entries) {
            if (link.equals(journal)) {
                break;
            }
            RegistryChange change = new RegistryChange(entry.kind(), entry.list(), entry.item());
            Instant at = change.at(entry.from(), delay);
            if (!isChainTime(at)) {
                return Optional.empty();
            }
            link = change.link(link, at);
            newest.put(new Item(entry.list(), entry.item()), entry);
        }
        return link.equals(journal) ? Optional.of(new RegistryLists(newest)) : Optional.empty();
    }

    private static boolean isChainTime(Instant time) {
        return time.getNano() == 0 && time.getEpochSecond() >= 0 && time.getEpochSecond() <= LATEST_SECOND;
    }

    /** Whether the newest entry about this item adds it, from whenever on. */
    public boolean listed(RegistryList list, Digest item) {
        Entry entry = newest.get(new Item(list, item));
        return entry != null && entry.kind() == Kind.ADD;
    }

    /** Whether the newest entry about this item adds it, from then or earlier on. */
    public boolean inForce(RegistryList list, Digest item, Instant chainTime) {
        Entry entry = newest.get(new Item(list, item));
        return entry != null && entry.kind() == Kind.ADD && !chainTime.isBefore(entry.from());
    }

    /** Whether the newest entry about this item revokes it, which acts at once. */
    public boolean revoked(RegistryList list, Digest item) {
        Entry entry = newest.get(new Item(list, item));
        return entry != null && entry.kind() == Kind.REVOKE;
    }

    /** Why an item is not in force, in words. */
    String absence(RegistryList list, Digest item) {
        Entry entry = newest.get(new Item(list, item));
        if (entry == null) {
            return "is not listed on chain";
        }
        return switch (entry.kind()) {
            case ADD -> "is listed on chain, in force from " + entry.from();
            case REVOKE -> "was revoked on chain";
        };
    }
}
