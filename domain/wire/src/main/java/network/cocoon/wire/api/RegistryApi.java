package network.cocoon.wire.api;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.registry.RegistryChange;
import network.cocoon.wire.registry.RegistryList;

/** The registry on chain, for its operator. */
public interface RegistryApi {

    /**
     * @param address      raw; it follows from the next five
     * @param key          raw Ed25519 key that signs orders
     * @param owner        raw address of the wallet that may change the key
     * @param delaySeconds until what is added is in force
     * @param balance      in the newest block
     * @param deployLink   pays in, and deploys it: a transfer that any wallet opens
     * @param topUpLink    pays in
     * @param onChain      what stands there, in the newest block
     * @param counted      what counts of it, and is in the log
     * @param waiting      what is to be published, in this order
     * @param seenAt       time of the newest block that was looked at
     */
    record RegistryStatus(
            String address,
            int networkId,
            Bytes key,
            String owner,
            long delaySeconds,
            RegistryStanding standing,
            Nanoton balance,
            String deployLink,
            String topUpLink,
            RegistryContents onChain,
            RegistryContents counted,
            List<Waiting> waiting,
            Instant seenAt) {
        public RegistryStatus {
            waiting = List.copyOf(waiting);
        }
    }

    /**
     * @param orders  carried out so far
     * @param journal hash of the newest entry of the journal; zeros before the first
     * @param size    leaves of the log under the newest checkpoint; 0 before the first
     * @param root    its Merkle root
     */
    record RegistryContents(long orders, Digest journal, long size, Digest root) {}

    /** @param item SHA-256 digest of what is listed */
    record Waiting(RegistryList list, RegistryChange.Kind kind, Digest item) {}

    /** What stands at the address. */
    enum RegistryStanding {
        /** Nothing, or coins that wait for the contract. */
        NOT_DEPLOYED,
        /** The registry. */
        DEPLOYED,
        /** Rent was not paid. */
        FROZEN
    }
}
