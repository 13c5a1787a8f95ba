package network.cocoon.domain.registry;

import network.cocoon.domain.kernel.Digest;

/**
 * One change of what the network publishes on chain.
 *
 * @param item SHA-256 digest of what is listed
 */
public record Listing(Kind kind, Shelf list, Digest item) {

    /** What happens to the item. */
    public enum Kind {
        /** In force after the registry's delay. */
        ADD,
        /** At once, and for ever. */
        REVOKE
    }

    /** On which list it stands. */
    public enum Shelf {
        MEASUREMENTS,
        MODELS,
        PRICES,
        /** Worker keys and platforms, which are only ever revoked. */
        WORKERS
    }
}
