package network.cocoon.domain.settlement;

import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;

/** What one provider earned in one period. */
public record Accrual(ProviderId provider, Nanoton reward, long requests) {}
