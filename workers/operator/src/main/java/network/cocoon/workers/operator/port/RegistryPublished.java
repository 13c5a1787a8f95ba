package network.cocoon.workers.operator.port;

import java.time.Instant;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.registry.RegistryChange;

/**
 * The journal has a new entry.
 *
 * @param tx     by which; of the registry's account
 * @param order  the number of the order
 * @param from   when the entry is in force
 * @param before hash of the journal without it
 */
public record RegistryPublished(TransactionRef tx, long order, RegistryChange change, Instant from, Digest before) {

    /** Hash of the journal with it. */
    public Digest journal() {
        return change.link(before, tx.at());
    }
}
