package network.cocoon.domain.settlement;

import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;

/**
 * One provider's part of a batch.
 *
 * @param address raw, proven by the provider
 * @param amount  arrives whole: the network's wallet bears the fees
 */
public record Payment(ProviderId provider, String address, Nanoton amount) {}
