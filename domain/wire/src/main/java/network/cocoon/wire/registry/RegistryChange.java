package network.cocoon.wire.registry;

import java.time.Instant;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.CellBuilder;

/** One change of what the network allows. The contract dates it and links it to the one before. */
public record RegistryChange(Kind kind, RegistryList list, Digest item) {

    /** What happens to the item. */
    public enum Kind {
        /** In force after the registry's delay. */
        ADD,
        /** At once. */
        REVOKE
    }

    /** The hash that the journal has after this entry. Who has all entries recomputes it from the first. */
    public Digest link(Digest before, Instant from) {
        CellBuilder entry = CellBuilder.begin().digest(before).uint(from.getEpochSecond(), 32);
        return write(entry).end().hash();
    }

    /** As it stands in an order and in the journal. */
    public CellBuilder write(CellBuilder out) {
        return out.bit(kind == Kind.REVOKE).uint(list.number(), 7).digest(item);
    }
}
