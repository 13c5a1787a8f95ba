package network.cocoon.domain.reconciliation;

import java.time.Duration;
import network.cocoon.domain.account.Escrow;
import network.cocoon.domain.kernel.Nanoton;

/** How far things may be apart. All else must agree to the nanoton. */
public final class Bounds {

    /** What the escrow never pays out, {@code RENT} in escrow-storage.tolk. */
    public static final Nanoton KEPT_FOR_RENT = Nanoton.of(20_000_000);

    /** What the exit never pays out, {@code RENT} in exit-storage.tolk. */
    public static final Nanoton EXIT_KEEPS = Nanoton.of(200_000_000);

    /** What no voucher may promise: rent and gas may take the rest of it, and nothing more. */
    public static final Nanoton MARGIN = Escrow.MARGIN;

    /** The chain may have what the log does not for so long: some blocks, a failed round or two, a restart. */
    public static final Duration PATIENCE = Duration.ofMinutes(15);

    private Bounds() {}
}
