package network.cocoon.projections.workers;

import java.time.Instant;
import network.cocoon.domain.kernel.Nanoton;
import org.jspecify.annotations.Nullable;

/**
 * One GPU owner.
 *
 * @param payoutAddress raw TON address
 * @param proposed  where it will be paid from {@code due} on; null where no change waits
 * @param workers   how many it registered
 * @param completed requests its workers completed
 * @param earned    rewards for them, accrued; payment follows from settlement
 */
public record ProviderRow(
        String provider,
        String payoutAddress,
        @Nullable String proposed,
        @Nullable Instant due,
        Instant registeredAt,
        int workers,
        long completed,
        Nanoton earned) {}
