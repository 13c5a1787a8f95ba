package network.cocoon.wire.api;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.registry.RegistryChange;
import network.cocoon.wire.registry.RegistryList;

/** The registry's journal as the operator tells it: worth what the chain's hash of it says. */
public interface JournalApi {

    /** Most entries that are told or read at once. */
    int MOST = 10_000;

    /**
     * @param registry  raw address of the contract
     * @param networkId global id of its chain
     * @param entries   all of them, oldest first
     */
    record Journal(String registry, int networkId, List<Entry> entries) {
        public Journal {
            entries = List.copyOf(entries);
        }
    }

    /** @param from when it is in force, whole seconds, as the contract dated it */
    record Entry(RegistryList list, RegistryChange.Kind kind, Digest item, Instant from) {}
}
