package network.cocoon.wire.registry;

import java.time.Duration;
import java.time.Instant;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.registry.Listing;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.CellReader;

/** One change of what the network allows. The contract dates it and links it to the one before. */
public record RegistryChange(Kind kind, RegistryList list, Digest item) {

    /** What happens to the item. */
    public enum Kind {
        /** In force after the registry's delay. */
        ADD,
        /** At once. */
        REVOKE
    }

    /** As the log says it. */
    public static RegistryChange of(Listing listing) {
        Kind kind =
                switch (listing.kind()) {
                    case ADD -> Kind.ADD;
                    case REVOKE -> Kind.REVOKE;
                };
        RegistryList list =
                switch (listing.list()) {
                    case MEASUREMENTS -> RegistryList.MEASUREMENTS;
                    case MODELS -> RegistryList.MODELS;
                    case PRICES -> RegistryList.PRICES;
                    case WORKERS -> RegistryList.WORKERS;
                };
        return new RegistryChange(kind, list, listing.item());
    }

    /** For the log. */
    public Listing listing() {
        Listing.Kind what =
                switch (kind) {
                    case ADD -> Listing.Kind.ADD;
                    case REVOKE -> Listing.Kind.REVOKE;
                };
        Listing.Shelf where =
                switch (list) {
                    case MEASUREMENTS -> Listing.Shelf.MEASUREMENTS;
                    case MODELS -> Listing.Shelf.MODELS;
                    case PRICES -> Listing.Shelf.PRICES;
                    case WORKERS -> Listing.Shelf.WORKERS;
                };
        return new Listing(what, where, item);
    }

    /** When it is in force, taken up by the contract at that time of the chain. */
    public Instant from(Instant chainTime, Duration delay) {
        return kind == Kind.REVOKE ? chainTime : chainTime.plus(delay);
    }

    /** The contract's time that stands in the entry, for one in force from then on: {@link #from} backwards. */
    public Instant at(Instant from, Duration delay) {
        return kind == Kind.REVOKE ? from : from.minus(delay);
    }

    /**
     * The hash that the journal has after this entry. Who has all entries recomputes it from the first.
     *
     * @param at when the contract took it up, whole seconds; in the range of 32 bits, else {@link IllegalArgumentException}
     */
    public Digest link(Digest before, Instant at) {
        return CellBuilder.begin()
                .digest(before)
                .uint(at.getEpochSecond(), 32)
                .ref(toCell())
                .end()
                .hash();
    }

    /** As it stands in an order and under the journal's hash. */
    public Cell toCell() {
        return CellBuilder.begin()
                .bit(kind == Kind.REVOKE)
                .uint(list.number(), 7)
                .digest(item)
                .end();
    }

    /**
     * Throws {@link network.cocoon.wire.ton.TonFormatException} for another cell, and {@link IllegalArgumentException} for a
     * list that there is not.
     */
    public static RegistryChange of(Cell cell) {
        CellReader in = cell.read();
        Kind kind = in.bit() ? Kind.REVOKE : Kind.ADD;
        RegistryChange change = new RegistryChange(kind, RegistryList.of((int) in.uint(7)), in.digest());
        in.end();
        return change;
    }
}
