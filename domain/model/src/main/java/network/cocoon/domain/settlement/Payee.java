package network.cocoon.domain.settlement;

import network.cocoon.domain.kernel.ProviderId;

/** Where a provider is paid now: a raw address that it has proven. */
public record Payee(ProviderId provider, String address) {}
