package network.cocoon.commands.settlement;

import java.time.Instant;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.ExitTerms;
import network.cocoon.wire.api.ExitApi.ExitStanding;

/**
 * The exit in the newest block.
 *
 * @param address raw
 * @param number  of the root there; 0 before the first
 * @param seenAt  time of that block
 */
public record ExitSight(
        String address, ExitTerms terms, ExitStanding standing, Nanoton balance, long number, Instant seenAt) {}
