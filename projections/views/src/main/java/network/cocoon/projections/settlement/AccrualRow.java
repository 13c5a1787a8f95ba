package network.cocoon.projections.settlement;

import network.cocoon.domain.kernel.Nanoton;

/** What one GPU owner earned in one closed period, for how many requests. */
public record AccrualRow(String period, String provider, Nanoton reward, long requests) {}
