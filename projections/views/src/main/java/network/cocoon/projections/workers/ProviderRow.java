package network.cocoon.projections.workers;

import java.time.Instant;
import network.cocoon.domain.kernel.Nanoton;

/**
 * One GPU owner.
 *
 * @param payoutAddress raw TON address
 * @param workers   how many it registered
 * @param completed requests its workers completed
 * @param earned    rewards for them, accrued; payment follows from settlement
 */
public record ProviderRow(
        String provider, String payoutAddress, Instant registeredAt, int workers, long completed, Nanoton earned) {}
