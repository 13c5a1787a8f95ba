package network.cocoon.domain.provider;

import network.cocoon.domain.kernel.Bytes;

/**
 * A wallet whose key answered.
 *
 * @param address raw, {@code workchain:hex}
 * @param key     raw Ed25519
 */
public record ProvenWallet(String address, Bytes key) {}
