package network.cocoon.workers.operator.settlement;

import java.time.Duration;
import network.cocoon.domain.kernel.Nanoton;

/**
 * When a voucher is due.
 *
 * @param threshold redeemed from so much more than was redeemed before; a claim costs some 0.0027 TON
 * @param margin    redeemed anyway so long before it ends
 * @param least     never redeemed for less: it would cost more than it brings
 */
public record RedeemPolicy(Nanoton threshold, Duration margin, Nanoton least) {

    /** One TON, a day, and what the contract itself refuses to pay out. */
    public static final RedeemPolicy USUAL =
            new RedeemPolicy(Nanoton.of(1_000_000_000), Duration.ofDays(1), Nanoton.of(10_000_000));

    public RedeemPolicy {
        if (threshold.compareTo(least) < 0 || least.isZero() || margin.isNegative()) {
            throw new IllegalArgumentException("a threshold is not below what is worth a claim");
        }
    }
}
