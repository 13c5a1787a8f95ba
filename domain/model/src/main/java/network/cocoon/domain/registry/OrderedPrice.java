package network.cocoon.domain.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A price that is to follow the one in force.
 *
 * @param published when the log had it that the list stands on chain; null before
 */
public record OrderedPrice(PriceList list, @Nullable Instant published) {

    OrderedPrice publishedAt(Instant at) {
        return published == null ? new OrderedPrice(list, at) : this;
    }

    boolean isDue(Instant now) {
        return published != null && !published.plus(PriceOrders.TO_BE_READ).isAfter(now);
    }
}
